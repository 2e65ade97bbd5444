/**
 * What the connector takes for true of Microsoft Graph and no page of Microsoft says. Each is a
 * question that a read of a real tenant answers.
 */
import type {Exchange} from './exchange';
import type {StreamRead} from './stream-read';

/** The reads of a stream, in order: in full, then incrementally where the stream has states. */
export type Reads = ReadonlyMap<string, readonly StreamRead[]>;

export type Outcome = 'held' | 'did not hold' | 'not seen';

export interface Answer {
  outcome: Outcome;
  /** Counts, statuses and hosts that decided it. */
  seen: string;
}

export interface Assumption {
  id: string;
  question: string;
  /** What the connector does because of it. */
  because: string;
  answer: (reads: Reads) => Answer;
}

const NOT_SEEN: Answer = {outcome: 'not seen', seen: ''};

function exchanges(reads: Reads, matches: (exchange: Exchange) => boolean): Exchange[] {
  return [...reads.values()].flat().flatMap((read) => read.exchanges.filter(matches));
}

/** Held where all match, and at least one was there to see. */
function all<Item>(
  items: readonly Item[],
  matches: (item: Item) => boolean,
  describe: (items: readonly Item[]) => string,
): Answer {
  if (items.length === 0) return NOT_SEEN;
  const outcome = items.every(matches) ? 'held' : 'did not hold';
  return {outcome, seen: describe(items)};
}

function distinct(texts: readonly (string | number | undefined)[]): string {
  return [...new Set(texts.map((text) => String(text ?? 'none')))].sort().join(', ');
}

function isSuccess({status}: Exchange): boolean {
  return status >= 200 && status < 300;
}

function pageSizeAssumption(stream: string, endpoint: string, size: number): Assumption['answer'] {
  return (reads) => {
    const read = reads.get(stream)?.[0];
    const pages = (read?.exchanges ?? []).filter(
      (one) => one.endpoint.endsWith(endpoint) && isSuccess(one) && one.next === 'page',
    );
    return all(
      pages,
      ({rows}) => rows === size,
      (seen) => `rows a page: ${distinct(seen.map(({rows}) => rows))}`,
    );
  };
}

const csvs = (reads: Reads): Exchange[] => exchanges(reads, ({csv}) => csv !== undefined);

export const ASSUMPTIONS: readonly Assumption[] = [
  {
    id: 'delta_ends_without_changes',
    question: 'Does a delta round in which nothing changed end with its first page?',
    because: 'An incremental sync of users costs one request where nothing changed.',
    answer: (reads: Reads): Answer => {
      const second = reads.get('users')?.at(-1)?.exchanges ?? [];
      const empty = second.filter(
        (one) => one.endpoint.endsWith('/users/delta') && isSuccess(one) && one.rows === 0,
      );
      return all(
        empty,
        ({next}) => next === 'delta',
        (seen) => `${seen.length} empty pages`,
      );
    },
  },
  {
    id: 'users_page_size',
    question: 'Does $top=999 return 999 users a page?',
    because: 'Lists of users ask for the largest page that is documented.',
    answer: pageSizeAssumption('user_licenses', '/users', 999),
  },
  {
    id: 'sign_in_page_size',
    question: 'Does a list with signInActivity return 500 users a page?',
    because: 'sign_in_activity asks for 500 and starts again with 120 where Graph refuses.',
    answer: pageSizeAssumption('sign_in_activity', '/users', 500),
  },
  {
    id: 'copilot_report_version_2',
    question: "Does Graph answer the Copilot report with version='v2'?",
    because:
      'The second version counts prompts; where Graph refuses it, the connector reads the first.',
    answer: (reads) =>
      all(
        exchanges(reads, ({endpoint}) => endpoint.includes("version='v2'")),
        ({status}) => status < 400,
        (seen) =>
          `status ${distinct(seen.map(({status, code}) => [status, code].filter(Boolean).join(' ')))}`,
      ),
  },
  {
    id: 'reports_end_with_a_line_break',
    question: 'Does every report file end with a line break?',
    because: 'A header without a line break counts as a truncated file.',
    answer: (reads) =>
      all(
        csvs(reads),
        ({csv}) => csv!.endsWithLineBreak,
        (seen) => `${seen.length} files`,
      ),
  },
  {
    id: 'reports_have_a_header',
    question: 'Does every report file begin with the column Report Refresh Date?',
    because: 'A file without it is no report, so the connector requests it again.',
    answer: (reads) =>
      all(
        csvs(reads),
        ({csv}) => csv!.columns[0] === 'Report Refresh Date',
        (seen) => `first column: ${distinct(seen.map(({csv}) => csv!.columns[0]))}`,
      ),
  },
  {
    id: 'download_hosts',
    question: 'Do report files come from hosts of Microsoft?',
    because: 'A firewall has to let these hosts through.',
    answer: (reads) =>
      all(
        exchanges(reads, ({kind, csv}) => kind === 'download' && csv !== undefined),
        ({endpoint}) =>
          /\.(?:microsoft\.com|office\.com|office365\.us|windows\.net|azure\.us|azure\.cn)$/.test(
            endpoint,
          ),
        (seen) => distinct(seen.map(({endpoint}) => endpoint)),
      ),
  },
  {
    id: 'throttling_names_the_time',
    question: 'Does every 429 have a Retry-After header?',
    because: 'Without it the connector waits longer each time.',
    answer: (reads) =>
      all(
        exchanges(reads, ({status}) => status === 429),
        ({headers}) => headers['retry-after'] !== undefined,
        (seen) => `headers: ${distinct(seen.flatMap(({headers}) => Object.keys(headers)))}`,
      ),
  },
  {
    id: 'saved_links_are_taken',
    question: 'Does Graph accept the delta link of the previous sync?',
    because: 'A link that is refused makes the sync read everything again.',
    answer: (reads: Reads): Answer => {
      const second = reads.get('users')?.at(-1)?.exchanges ?? [];
      const asked = second.filter((one) =>
        one.query.some((name) => name.startsWith('$deltatoken')),
      );
      return all(asked, isSuccess, (seen) => `status ${distinct(seen.map(({status}) => status))}`);
    },
  },
  {
    id: 'deleted_users_can_be_listed',
    question: 'Can the app list deleted users with User.Read.All?',
    because: 'After a delta link has expired, that list names the users deleted since then.',
    answer: (reads) =>
      all(
        exchanges(reads, ({endpoint}) => endpoint.includes('/directory/deletedItems')),
        isSuccess,
        (seen) => `status ${distinct(seen.map(({status}) => status))}`,
      ),
  },
  {
    id: 'registration_details_pages',
    question: 'Do registration details come in pages of 999?',
    because: 'The stream asks for $top=999, which is not documented for it.',
    answer: pageSizeAssumption('user_registration_details', '/userRegistrationDetails', 999),
  },
];
