import {accessSync, constants, readdirSync} from 'node:fs';
import {packageFile, pathTo, readText, readYaml} from './repository';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Workflow {
  permissions: Record<string, string>;
  jobs: Record<
    string,
    {
      uses?: string;
      'timeout-minutes'?: number;
      strategy?: {matrix: {node: string[]}};
      steps?: Step[];
    }
  >;
}

const FOLDER = '.github/workflows';
const files = readdirSync(pathTo(FOLDER));
const workflows = files.map((file) => ({file, ...readYaml<Workflow>(`${FOLDER}/${file}`)}));
const jobs = workflows.flatMap(({file, jobs: all}) =>
  Object.entries(all).map(([name, job]) => ({name: `${file}: ${name}`, ...job})),
);
const steps = jobs.flatMap((job) => job.steps ?? []);
const ci = workflows.find(({file}) => file === 'ci.yml')!;

test('every action of somebody else is pinned to a commit, with its version beside it', () => {
  const uses = files.flatMap((file) => readText(`${FOLDER}/${file}`).match(/uses: .*/g) ?? []);
  const ofOthers = uses.filter((line) => !line.includes('uses: ./'));
  expect(ofOthers.length).toBeGreaterThan(0);
  expect(
    ofOthers.filter((line) => !/^uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line)),
  ).toEqual([]);
});

test('one action has one version everywhere', () => {
  const versions = new Map<string, Set<string>>();
  for (const {uses} of steps) {
    const [action, commit] = (uses ?? '').split('@');
    if (commit) versions.set(action!, (versions.get(action!) ?? new Set()).add(commit));
  }
  const several = [...versions].filter(([, commits]) => commits.size > 1);
  expect(several.map(([action]) => action)).toEqual([]);
});

test('the oldest Node.js that is tested is the oldest that the package takes', () => {
  const versions = ci.jobs['test']?.strategy?.matrix.node ?? [];
  expect(versions).toEqual(['20.19', '22', '24']);
  expect(packageFile.engines.node).toBe(`>=${versions[0]}.0`);
});

test('the Node.js of the image is among those that are tested', () => {
  const [, major] = /node:(\d+)\./.exec(readText('Dockerfile')) ?? [];
  expect(ci.jobs['test']?.strategy?.matrix.node).toContain(major);
});

test('workflows may read and nothing else, but for what a job asks for', () => {
  expect(workflows.map(({permissions}) => permissions)).toEqual(
    workflows.map(() => ({contents: 'read'})),
  );
});

test('no job runs for ever', () => {
  const endless = jobs.filter(({uses, ...job}) => !uses && !job['timeout-minutes']);
  expect(endless.map(({name}) => name)).toEqual([]);
});

test('no shell command has an expression of the workflow pasted into it', () => {
  expect(steps.filter(({run}) => run?.includes('${{')).map(({run}) => run)).toEqual([]);
});

test('every npm script that is called exists', () => {
  const called = steps.flatMap(({run}) =>
    [...(run ?? '').matchAll(/npm run (?:--silent )?([\w:-]+)/g)].map(([, script]) => script!),
  );
  expect(called.length).toBeGreaterThan(0);
  expect(called.filter((script) => !(script in packageFile.scripts))).toEqual([]);
});

test('every file that is run can be run', () => {
  const scripts = steps.flatMap(({run}) => (run ?? '').match(/^\.github\/[\w-]+/gm) ?? []);
  expect(scripts.sort()).toEqual([
    '.github/pin-base-image',
    '.github/push-image',
    '.github/try-image',
  ]);
  for (const script of scripts) accessSync(pathTo(script), constants.X_OK);
});

test('updates are looked for in npm, actions and the image', () => {
  const {updates} = readYaml<{updates: Record<string, unknown>[]}>('.github/dependabot.yml');
  const ecosystems = updates.map((update) => update['package-ecosystem']);
  expect(ecosystems).toEqual(['npm', 'github-actions', 'docker']);
});
