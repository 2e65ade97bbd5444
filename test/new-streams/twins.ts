/** Streams that are new by name only: twins of those that exist, with schema and recordings. */
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

type Edit = [from: string, to: string];

const LIST: Edit = ['subscribed_skus', 'zz_skus'];
const REPORT: Edit = ['email_activity_user_detail', 'zz_activity_user_detail'];
const FUNCTION: Edit = ['getEmailActivityUserDetail', 'getZzActivityUserDetail'];

/** A list of the directory, by a path that the simulated tenant serves already. */
export function addList(folder: string): void {
  const [old, made] = LIST;
  copy(
    folder,
    [`src/streams/catalogue/${old}.ts`, `src/streams/catalogue/${made}.ts`],
    [[`'${old}'`, `'${made}'`]],
  );
  copy(folder, [`resources/schemas/${old}.json`, `resources/schemas/${made}.json`]);
  copy(folder, [`test_files/graph/${old}.json`, `test_files/graph/${made}.json`]);
}

/** A usage report at a new path. Its daily slices need recordings only: the definition implies them. */
export function addReport(folder: string): void {
  const [old, made] = REPORT;
  copy(
    folder,
    [`src/streams/catalogue/${old}.ts`, `src/streams/catalogue/${made}.ts`],
    [REPORT, FUNCTION],
  );
  for (const end of ['', '_daily']) {
    const recordings: [string, string] = [`${old}${end}.json`, `${made}${end}.json`];
    copy(
      folder,
      [`test_files/graph/${recordings[0]}`, `test_files/graph/${recordings[1]}`],
      [FUNCTION],
    );
  }
  copy(folder, [`resources/schemas/${old}.json`, `resources/schemas/${made}.json`]);
  const catalogue = 'tenant/reports/catalogue.ts';
  const line = `  ${FUNCTION[0]}: emailActivity,\n`;
  copy(folder, [catalogue, catalogue], [[line, `${line}${line.replace(...FUNCTION)}`]]);
}

function copy(folder: string, [from, to]: [string, string], edits: Edit[] = []): void {
  const text = readFileSync(join(folder, from), 'utf8');
  const edited = edits.reduce((made, [before, after]) => made.replaceAll(before, after), text);
  if (edits.length > 0 && edited === text) throw new Error(`${from} has no ${edits[0]![0]}.`);
  writeFileSync(join(folder, to), edited);
}
