/** A clone of this repository, in which commands are typed as pages say. */
import {spawn} from 'node:child_process';
import {chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, join} from 'node:path';
import {REPOSITORY} from '../docs/markdown';

interface Ended {
  exitCode: number | null;
  seconds: number;
  /** Both streams, as a terminal shows them. */
  output: string;
}

/** Opens nothing. */
const BROWSER = '#!/bin/sh\nexit 0\n';

export class Clone {
  private readonly parent = mkdtempSync(join(tmpdir(), 'typed-commands-'));
  /** Where the next command is typed. */
  folder = this.parent;
  private readonly env: NodeJS.ProcessEnv;

  /** @param address what pages clone; it leads to this repository. */
  constructor(address: string) {
    const programs = join(this.parent, 'programs');
    mkdirSync(programs);
    writeFileSync(join(programs, 'xdg-open'), BROWSER);
    chmodSync(join(programs, 'xdg-open'), 0o755);
    this.env = {
      ...process.env,
      PATH: [programs, process.env['PATH']].join(delimiter),
      GIT_CONFIG_COUNT: '1',
      GIT_CONFIG_KEY_0: `url.file://${REPOSITORY}.insteadOf`,
      GIT_CONFIG_VALUE_0: address,
    };
  }

  /** For all commands from now on. */
  setEnvironment(name: string, value: string): void {
    this.env[name] = value;
  }

  /** @returns how it ended; `cd` moves to a folder, as in a terminal. */
  async type(command: string): Promise<Ended> {
    const [, target] = /^cd (\S+)$/.exec(command) ?? [];
    if (target !== undefined) this.folder = join(this.folder, target);
    const startedAt = performance.now();
    const child = spawn(
      'bash',
      ['-euo', 'pipefail', '-c', target === undefined ? command : 'pwd'],
      {
        cwd: this.folder,
        env: this.env,
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    const pieces: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece: Buffer) => pieces.push(piece));
    }
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.on('error', reject).on('close', resolve);
    });
    const seconds = (performance.now() - startedAt) / 1000;
    return {exitCode, seconds, output: Buffer.concat(pieces).toString()};
  }

  remove(): void {
    rmSync(this.parent, {recursive: true, force: true});
  }
}
