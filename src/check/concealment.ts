/** Whether usage reports conceal the names of people, and what that costs. */
import {
  NAMES_TAKE_TIME,
  NO_MATCH,
  OR_EVERYONE,
  SHOW_NAMES,
  nameVisibilityInHead,
} from '../streams/concealed-names';
import type {NameVisibility} from '../streams/concealed-names';
import type {ReportHead} from '../graph/reports/csv';
import type {Stream} from '../streams/stream';
import type {Diagnostic, OptionalUse} from '../streams/missing-permissions';
import {REPORT_SETTINGS_READ_ALL, needsOf} from '../streams/permissions';
import type {Probe, ProbePorts} from './probes';

export interface Concealment {
  /** Whether the reports are left out. */
  costs: boolean;
  diagnostics: Diagnostic[];
  /** What is not known because a permission is missing. */
  uses: OptionalUse[];
}

/** Without it the first rows of the reports tell. */
const SETTING_OF_NAMES: OptionalUse = {
  permission: REPORT_SETTINGS_READ_ALL.name,
  use: 'whether names in reports are concealed',
};

/** How the setting of the tenant lets new reports name people; undefined where that is not known. */
export async function nameVisibilityBySetting({
  client,
  baseUrl,
  context,
}: ProbePorts): Promise<NameVisibility | undefined> {
  if (!maySee(client.roles)) return undefined;
  const needs = needsOf([REPORT_SETTINGS_READ_ALL]);
  const url = `${baseUrl}/admin/reportSettings`;
  try {
    const conceals = settingIn(
      await client.getJson({url, origin: 'object', scope: 'directory', context, needs}),
    );
    if (typeof conceals !== 'boolean') return undefined;
    return conceals ? 'concealed' : 'named';
  } catch {
    return undefined;
  }
}

/** The documentation has the setting under `value`, the service mostly has not. */
function settingIn(body: unknown): unknown {
  const {value, displayConcealedNames = value} = body as Record<string, unknown>;
  if (typeof displayConcealedNames !== 'object') return displayConcealedNames;
  return (displayConcealedNames as Record<string, unknown> | null)?.['displayConcealedNames'];
}

/** Permissions that cannot be told are not taken for missing ones. */
function maySee(roles: readonly string[] | undefined): boolean {
  return !roles || needsOf([REPORT_SETTINGS_READ_ALL])[0]!.some((name) => roles.includes(name));
}

interface ConcealmentFacts {
  domains: readonly string[];
  roles: readonly string[] | undefined;
  /** Whether the cloud lets the setting be read at all. */
  hasSetting: boolean;
}

/** What the reports that can be read show, and what the setting says of those to come. */
export function concealment(
  probes: Probe[],
  setting: NameVisibility | undefined,
  {domains, roles, hasSetting}: ConcealmentFacts,
): Concealment {
  const heads = probes.flatMap(({stream, head}) => (head ? [{stream, head}] : []));
  if (heads.length === 0) return {costs: false, diagnostics: [], uses: []};
  const uses = maySee(roles) || !hasSetting ? [] : [SETTING_OF_NAMES];
  const shown = shownIn(heads);
  const isForAll = domains.includes('*');
  const text = textFor(shown, setting, isForAll);
  if (text === undefined) return {costs: false, diagnostics: [], uses};
  const costs = !isForAll && (shown ?? setting) === 'concealed';
  return {costs, diagnostics: [{level: 'WARN', text}], uses};
}

/** Where no row shows a name or a pseudonym, a row of a person without either is a concealed one. */
function shownIn(heads: readonly {stream: Stream; head: ReportHead}[]): NameVisibility | undefined {
  const names = heads.map(({stream, head}) => nameVisibilityInHead(stream, head));
  const first = names.includes('concealed') ? 'concealed' : names.find((shown) => shown);
  const isNameless = heads.some(({stream, head}) => head.first && isAboutPeople(stream));
  return first ?? (isNameless ? 'concealed' : undefined);
}

/** Sites may have no owner, and so no name; users have one. */
function isAboutPeople({definition: {report}}: Stream): boolean {
  return report?.naturalKey?.includes('userPrincipalName') === true;
}

function textFor(
  shown: NameVisibility | undefined,
  setting: NameVisibility | undefined,
  isForAll: boolean,
): string | undefined {
  const consequence = isForAll ? 'so the rows cannot be joined to users' : NO_MATCH;
  const instead = isForAll ? '' : ` ${OR_EVERYONE}`;
  if (shown === 'concealed' && setting === 'named') {
    return (
      `The names in usage reports are still concealed, ${consequence}. ` +
      `The setting that conceals them is already off. ${NAMES_TAKE_TIME}`
    );
  }
  if (shown === 'named' && setting === 'concealed') {
    return (
      `The names in usage reports will be concealed: today's reports show them, but the setting is on. ` +
      `${SHOW_NAMES}${instead}`
    );
  }
  if ((shown ?? setting) !== 'concealed') return undefined;
  return `The names in usage reports are concealed, ${consequence}. ${SHOW_NAMES}${instead}`;
}
