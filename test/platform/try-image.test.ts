/** .github/try-image, with a docker that runs the executable of this repository in place of an image. */
import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {EXECUTABLE} from '../support/connector';
import {pathTo} from './repository';

const DOCKER = `#!/bin/bash
set -eu
[ "$1 $2" = 'run --rm' ]
while [ "$1" != some-image ]; do
  case $1 in
    --volume) folder=\${2%%:*} ;;
    --env) export "\${2/\\/config/$folder}" ;;
  esac
  shift
done
shift
"$PROGRAM" "\${@/#\\/config/$folder}"
`;

const folder = mkdtempSync(join(tmpdir(), 'try-image-'));
afterAll(() => rmSync(folder, {recursive: true}));

function tryImage(program: string): {status: number | null; stdout: string} {
  writeFileSync(join(folder, 'docker'), DOCKER, {mode: 0o755});
  const env = {PATH: `${folder}:${process.env['PATH']}`, PROGRAM: program};
  return spawnSync(pathTo('.github/try-image'), ['some-image'], {env, encoding: 'utf8'});
}

test('all four commands of an image that works end with 0, and the records are counted', () => {
  const {status, stdout} = tryImage(EXECUTABLE);
  const lines = stdout.trim().split('\n');
  expect(status).toBe(0);
  expect(lines[0]).toMatch(/^\{"type":"SPEC"/);
  expect(stdout).toContain('"status":"SUCCEEDED"');
  expect(Number(lines.at(-1))).toBeGreaterThan(1000);
});

test('an image whose command fails is noticed', () => {
  expect(tryImage('/bin/false').status).not.toBe(0);
});
