import {spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {REPOSITORY} from './markdown';

/** A process of its own, because prettier imports modules in a way that jest does not run. */
test('the tables in pages say what the definitions say; npm run docs makes it so', () => {
  const program = join(REPOSITORY, 'dist', 'tools', 'page-tables.js');
  const {status, stdout} = spawnSync(process.execPath, [program, '--check'], {encoding: 'utf8'});
  expect([status, stdout]).toEqual([0, '']);
});
