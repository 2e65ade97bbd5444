import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {packageFile, pathTo, readText} from './repository';

/** The instructions, each on one line and without comments. */
const instructions = readText('Dockerfile')
  .replace(/^#.*\n/gm, '')
  .replace(/\s*\\\n\s*/g, ' ')
  .split('\n')
  .filter((line) => line !== '');

/** In the order of the Dockerfile. */
const BUILD_ARGUMENTS = ['VERSION', 'REVISION', 'CREATED', 'BASE_NAME', 'BASE_DIGEST'];

const bases = instructions.filter((line) => line.startsWith('FROM '));
const final = instructions.slice(instructions.lastIndexOf(bases.at(-1)!));
const report = stage('report');

/** The instructions behind the FROM of a stage, up to the next one. */
function stage(name: string): string[] {
  const from = instructions.findIndex((line) => line.endsWith(` AS ${name}`));
  const length = instructions.slice(from + 1).findIndex((line) => line.startsWith('FROM '));
  return instructions.slice(from + 1, from + 1 + length);
}

function valueOf(key: string): string | undefined {
  const found = new RegExp(`\\b${key.replaceAll('.', '\\.')}=("([^"]*)"|\\S+)`).exec(
    final.join('\n'),
  );
  return found?.[2] ?? found?.[1];
}

/** The arguments of every COPY from the folder of the project. */
function copiedFromHere(): string[] {
  const copies = instructions.filter((line) => /^COPY (?!--from)/.test(line));
  return copies.flatMap((line) => line.split(' ').slice(1, -1));
}

test('every stage stands on the same version of Node.js, to the patch', () => {
  const versions = new Set(bases.map((line) => /node:(\S+)/.exec(line)?.[1]));
  expect([...versions]).toEqual([
    expect.stringMatching(/^\d+\.\d+\.\d+-\w+-slim(@sha256:[0-9a-f]{64})?$/),
  ]);
});

test('the labels are name and version of the package', () => {
  expect(valueOf('io.airbyte.name')).toBe(packageFile.config.image);
  expect(valueOf('io.airbyte.version')).toBe(packageFile.version);
});

test('description, licence and addresses are those of the package', () => {
  const of = (name: string): unknown => valueOf(`org.opencontainers.image.${name}`);
  expect(of('title')).toBe(packageFile.name);
  expect(of('description')).toBe(packageFile.description);
  expect(of('licenses')).toBe(packageFile.license);
  expect(of('url')).toBe(packageFile.homepage);
  expect(`git+${String(of('source'))}.git`).toBe(packageFile.repository.url);
});

test.each([
  ['the connector', final],
  ['the report', report],
])(
  'what only the machine that builds knows are labels of %s that build arguments fill',
  (_, on) => {
    const labels = on.find((line) => line.startsWith('LABEL '))!;
    for (const name of BUILD_ARGUMENTS) {
      const label = name.toLowerCase().replace('_', '.');
      expect(labels).toContain(` org.opencontainers.image.${label}="$${name}"`);
    }
    expect(on.filter((line) => line.startsWith('ARG ')).map((line) => line.slice(4))).toEqual(
      BUILD_ARGUMENTS.map((name) =>
        name === 'VERSION' ? `VERSION=${packageFile.version}` : `${name}=""`,
      ),
    );
  },
);

describe('the base image is pinned by a script', () => {
  const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'image-'));
    file = join(folder, 'Dockerfile');
    const unpinned = readText('Dockerfile').replaceAll(/@sha256:[0-9a-f]{64}/g, '');
    writeFileSync(file, unpinned);
    writeFileSync(join(folder, 'docker'), `#!/bin/sh\necho "$FAKE_DIGEST"\n`, {mode: 0o755});
  });
  afterEach(() => rmSync(folder, {recursive: true}));

  function pin(digest: string, ...options: string[]): number | null {
    const PATH = `${folder}:${process.env['PATH']}`;
    const env = {...process.env, PATH, DOCKERFILE: file, FAKE_DIGEST: digest};
    return spawnSync(pathTo('.github/pin-base-image'), options, {env}).status;
  }

  test('which writes the digest beside the tag of every stage, and a newer one in its place', () => {
    expect(pin('', '--check')).toBe(1);
    expect(pin(`sha256:${'f'.repeat(64)}`)).toBe(0);
    expect(pin(DIGEST)).toBe(0);
    expect(pin('', '--check')).toBe(0);
    const stages = readFileSync(file, 'utf8').match(/^FROM .*$/gm)!;
    expect(stages).toHaveLength(bases.length);
    for (const stage of stages) expect(stage).toMatch(new RegExp(`-slim@${DIGEST}( AS \\w+)?$`));
  });

  test.each(['', 'sha256:12', 'no such image'])(
    'and writes nothing for the answer %j',
    (answer) => {
      const before = readFileSync(file, 'utf8');
      expect(pin(answer)).not.toBe(0);
      expect(readFileSync(file, 'utf8')).toBe(before);
    },
  );
});

test('the entry point is absolute, and Airbyte is told the same one', () => {
  const [command] = final.filter((line) => line.startsWith('ENTRYPOINT '));
  const entry = JSON.parse(command!.slice('ENTRYPOINT '.length)) as string[];
  expect(entry).toEqual(['/airbyte/integration_code/bin/source-microsoft-365']);
  expect(valueOf('AIRBYTE_ENTRYPOINT')).toBe(entry.join(' '));
});

test('it runs as user 1000, by number', () => {
  expect(final.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000']);
});

test('the heap ends well below the 2 GiB that platforms give a container', () => {
  const megabytes = Number(/--max-old-space-size=(\d+)/.exec(valueOf('NODE_OPTIONS')!)?.[1]);
  expect(megabytes).toBeGreaterThanOrEqual(1024);
  expect(megabytes).toBeLessThanOrEqual(1536);
});

test('the code cache is made with the flags of Node.js that the image has', () => {
  const flags = instructions.filter((line) => line.includes('NODE_OPTIONS='));
  const values = flags.map((line) => /NODE_OPTIONS=(\S+)/.exec(line)?.[1]);
  // Where it is built, and where it runs; of the connector and of the report.
  expect(values).toEqual(Array(4).fill(valueOf('NODE_OPTIONS')));
});

test('of dist the bundle alone is in it, and of packages what says which they are', () => {
  const copies = final.filter((line) => line.startsWith('COPY --from='));
  expect(copies).toEqual([
    'COPY --from=modules /build/node_modules node_modules',
    'COPY --from=build /build/dist/executable dist/executable',
  ]);
});

test('nothing is run in the stage that is shipped, so it needs no emulation', () => {
  expect(final.filter((line) => line.startsWith('RUN '))).toEqual([]);
});

test('no package that is shipped is made for one kind of machine', () => {
  const {packages} = JSON.parse(readText('package-lock.json')) as {
    packages: Record<string, {dev?: boolean; os?: string[]; cpu?: string[]}>;
  };
  const bound = Object.entries(packages).filter(([, {dev, os, cpu}]) => !dev && (os ?? cpu));
  expect(bound.map(([place]) => place)).toEqual([]);
});

test('what the build copies exists and is let through by .dockerignore, and nothing else is', () => {
  const lines = readText('.dockerignore').trim().split('\n');
  const [all, ...rules] = lines.filter((line) => !line.startsWith('#'));
  expect(all).toBe('*');
  const sources = [...new Set(copiedFromHere())].sort();
  expect(sources.filter((source) => !existsSync(pathTo(source)))).toEqual([]);
  const allowed = rules.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const isLetThrough = (source: string): boolean =>
    allowed.some((place) => source === place || source.startsWith(`${place}/`));
  expect(sources.filter((source) => !isLetThrough(source))).toEqual([]);
  expect(allowed.filter((place) => !sources.includes(place))).toEqual([]);
  expect(rules.filter((line) => !line.startsWith('!'))).toEqual(['report/node_modules']);
});

describe('the image of the report', () => {
  test('is a target of its own: without one, the connector is built', () => {
    expect(bases.at(-1)).not.toMatch(/ AS /);
    expect(final.join('\n')).not.toContain('report');
  });

  test('runs nothing when it is made, as the same user as the connector', () => {
    expect(report.filter((line) => line.startsWith('RUN '))).toEqual([]);
    expect(report.filter((line) => line.startsWith('USER '))).toEqual(['USER 1000:1000']);
  });

  test('has the packages of the report for the processor of the image', () => {
    const install = stage('report_modules').join('\n');
    expect(install).toContain('ARG TARGETARCH');
    expect(install).toContain('--cpu="$cpu"');
  });

  test('starts the program that npm run report starts', () => {
    const [command] = report.filter((line) => line.startsWith('ENTRYPOINT '));
    expect(JSON.parse(command!.slice('ENTRYPOINT '.length))).toEqual([
      'node',
      '/airbyte/integration_code/dist/report/main.js',
    ]);
    const {scripts} = packageFile as unknown as {scripts: Record<string, string>};
    expect(scripts['report']).toMatch(/ && node dist\/report\/main\.js$/);
  });
});
