/** Tables of what the streams delivered. Reports are added up. */
import type {AirbyteMessage, AirbyteStream} from '../src/airbyte/messages';
import {resultOf} from './messages';
import type {StreamResult} from './messages';
import {formatNumber} from './table';
import type {Table} from './table';

type Messages = readonly AirbyteMessage[];
type Streams = readonly AirbyteStream[];

const STATS_COLUMNS = [{title: 'requests'}, {title: 'seconds'}];

export function fullRefreshTable(streams: Streams, messages: Messages): Table {
  return {
    title: 'Full refresh',
    columns: [{title: 'stream', align: 'left'}, {title: 'records'}, ...STATS_COLUMNS],
    rows: tableLines(streams).map(([title, names]) => {
      const result = resultOf(messages, names);
      return [title, formatNumber(result.records), ...statsCells(result)];
    }),
  };
}

export function incrementalTable(
  streams: Streams,
  {first, second}: {first: Messages; second: Messages},
): Table {
  const reread = streams.some(({name}) => name === 'sign_in_activity');
  return {
    title: 'Incremental reads: everything once, then what changed',
    columns: [
      {title: 'stream', align: 'left'},
      {title: 'first'},
      {title: 'second'},
      {title: 'deletions'},
      ...STATS_COLUMNS,
    ],
    rows: tableLines(streams).map(([title, names]) => {
      const result = resultOf(second, names);
      const records = [resultOf(first, names).records, result.records, result.deletions];
      return [title, ...records.map(formatNumber), ...statsCells(result)];
    }),
    ...(reread && {
      notes: [
        'sign_in_activity and the reports by day read the last two days again, because Microsoft',
        'fills them in late. Licences and registrations are read whole each time. A first delta query',
        'may list a user twice; a destination that deduplicates keeps one row.',
      ],
    }),
  };
}

type Line = [title: string, streams: ReadonlySet<string>];

/** A line for each stream, but one for all reports and one for all that are read day by day. */
function tableLines(streams: Streams): Line[] {
  const withCursor = (field: string): Line[1] =>
    new Set(
      streams.filter((stream) => stream.default_cursor_field?.[0] === field).map(({name}) => name),
    );
  const snapshots = withCursor('reportRefreshDate');
  const daily = withCursor('reportDate');
  const single = streams.filter(({name}) => !snapshots.has(name) && !daily.has(name));
  return [
    ...single.map(({name}): Line => [name, new Set([name])]),
    [`${snapshots.size} usage reports`, snapshots],
    [`${daily.size} of them day by day`, daily],
  ];
}

function statsCells({requests, seconds, complete}: StreamResult): string[] {
  const requestCount = requests === undefined ? '' : formatNumber(requests);
  return [requestCount, `${seconds.toFixed(2)}${complete ? '' : ' (incomplete)'}`];
}
