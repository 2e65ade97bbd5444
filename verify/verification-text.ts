/** The page of text beside verification.json, for people. */
import type {ReadFigures, Verification} from './verification';

const ROW = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

function table(heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [ROW(heads), ROW(heads.map(() => '---')), ...rows.map(ROW)].join('\n');
}

function readRow(name: string, read: ReadFigures): (string | number)[] {
  const {mode, status, rows, requests, failedRequests, seconds, states} = read;
  return [
    name,
    mode,
    status,
    rows.rows,
    rows.repeatedIds,
    requests,
    failedRequests,
    states,
    seconds,
  ];
}

const READ_HEADS = [
  ...['stream', 'read', 'ended', 'rows', 'repeated ids', 'requests', 'failed requests'],
  ...['states', 'seconds'],
];

/** What to look at first; empty where nothing stands out. */
export function findings({streams, usersCounted, assumptions}: Verification): string[] {
  return [
    ...Object.entries(streams).flatMap(([name, reads]) => streamFindings(name, reads)),
    ...countFinding(streams['users']?.[0], usersCounted),
    ...assumptions
      .filter(({outcome}) => outcome === 'did not hold')
      .map(({id, seen}) => `${id} did not hold: ${seen}`),
  ];
}

function streamFindings(name: string, reads: readonly ReadFigures[]): string[] {
  const columns = reads.flatMap(({unknownColumns}) => unknownColumns);
  const properties = reads.flatMap(({unknownProperties}) => unknownProperties);
  return [
    ...reads.flatMap((read) => readFindings(name, read)),
    ...listed(`${name}: unknown columns`, columns),
    ...listed(
      `${name}: unknown properties`,
      properties
        .filter(({undocumentedValues}) => !undocumentedValues)
        .map((property) => `${property.name} (${property.types.join(', ')})`),
    ),
    ...listed(
      `${name}: values that are not documented`,
      properties.flatMap((property) =>
        (property.undocumentedValues ?? []).map((value) => `${property.name} = ${value}`),
      ),
    ),
  ];
}

function listed(title: string, texts: readonly string[]): string[] {
  return texts.length > 0 ? [`${title}: ${[...new Set(texts)].join(', ')}`] : [];
}

function readFindings(name: string, {mode, status, rows, endpoints}: ReadFigures): string[] {
  const refusals = endpoints.filter((one) => one.status >= 400);
  const refused = refusals.map((one) => [one.status, one.code].filter(Boolean).join(' '));
  const isRepeating = rows.repeatedIds > 0 && mode === 'full_refresh';
  return [
    ...(status === 'complete'
      ? []
      : [`${name}, ${mode}: incomplete (${refused.join(', ') || 'no refusal seen'})`]),
    ...(isRepeating ? [`${name}, ${mode}: ${rows.repeatedIds} repeated ids`] : []),
  ];
}

function countFinding(users: ReadFigures | undefined, counted: number | null): string[] {
  if (!users || counted === null || users.rows.rows === counted) return [];
  return [`users: ${users.rows.rows} rows in the full read, and Microsoft Graph counts ${counted}`];
}

export function verificationText(verification: Verification): string {
  const {connectorVersion, nodeVersion, day, cloud, usersCounted, streams} = verification;
  const found = findings(verification);
  const reads = Object.entries(streams).flatMap(([name, own]) =>
    own.map((read) => readRow(name, read)),
  );
  const assumptions = verification.assumptions.map(({question, outcome, seen}) => [
    question,
    outcome,
    seen,
  ]);
  return [
    '# Verification of source-microsoft-365',
    `Version ${connectorVersion}, Node.js ${nodeVersion}, cloud ${cloud}, ${day}. Microsoft Graph counts ${usersCounted ?? 'an unknown number of'} users.`,
    'This file holds counts, statuses and names of properties. It contains no personal data.',
    '## What stands out',
    found.length > 0 ? found.map((text) => `- ${text}`).join('\n') : 'Nothing.',
    '## Reads',
    table(READ_HEADS, reads),
    '## What was taken for true',
    table(['question', 'outcome', 'seen'], assumptions),
    '',
  ].join('\n\n');
}
