/** What the permissions in a token say about the streams. */
import {missingOf} from '../sync/permissions';
import type {Permission} from '../sync/permissions';
import type {Stream} from '../sync/load-streams';
import type {Finding} from './finding';

/** No stream needs it, but it may be granted to read the setting that conceals names. */
const ALSO_USEFUL = ['ReportSettings.Read.All'];

/** Findings about permissions that are missing, broader than needed, or not needed at all. */
export function roleFindings(streams: Stream[], roles: readonly string[]): Finding[] {
  const permissions = permissionsOf(streams);
  const broad = replacements(permissions, roles);
  return [
    ...missingFindings(streams, roles),
    ...[...broad].map(([used, names]) => broader(used, [...names])),
    ...excess(permissions, roles, broad),
  ];
}

/** Only what the streams need and the token lacks. */
export function missingFindings(streams: Stream[], roles: readonly string[]): Finding[] {
  if (roles.length === 0) return [noConsent(streams)];
  const findings = permissionsOf(streams).flatMap((one) => missing(one, streams, roles));
  return [...new Map(findings.map((finding) => [finding.text, finding])).values()];
}

function noConsent(streams: Stream[]): Finding {
  const needed = permissionsOf(streams).filter(({optional}) => !optional);
  const names = needed
    .map(({name}) => name)
    .sort()
    .join(', ');
  return {
    level: 'WARN',
    text:
      `The token carries no application permission at all. Add ${names} in the Azure portal ` +
      'under App registrations > your app > API permissions (Application permissions, not ' +
      'delegated ones), and choose Grant admin consent (docs/setup.md, sections 3 and 4).',
  };
}

function missing(permission: Permission, streams: Stream[], roles: readonly string[]): Finding[] {
  if (missingOf([permission], roles).length === 0) return partial(permission, roles);
  const names = streams
    .filter(({definition}) =>
      missingOf(definition.permissions, roles).some(({name}) => name === permission.name),
    )
    .map(({definition}) => definition.name);
  const level = permission.optional ? 'INFO' : 'WARN';
  const what = permission.optional ? 'The optional application' : 'The application';
  const text =
    `${what} permission ${permission.name} is missing, which costs: ${names.join(', ')}. ` +
    'Add it under App registrations > your app > API permissions, then choose Grant admin consent ' +
    'again (docs/setup.md, sections 3 and 4).';
  return [{level, text}];
}

function partial(
  {name, broader, partial: some = []}: Permission,
  roles: readonly string[],
): Finding[] {
  if ([name, ...broader].some((role) => roles.includes(role))) return [];
  const used = some.filter((role) => roles.includes(role)).join(', ');
  const text = `With ${used} alone, organization has its id, name and domains; ${name} gives the rest.`;
  return [{level: 'INFO', text}];
}

/** Broad permissions in use, each with the smaller ones in whose place it stands. */
function replacements(
  permissions: readonly Permission[],
  roles: readonly string[],
): Map<string, Set<string>> {
  const needed = permissions.map(({name}) => name);
  const replaced = new Map<string, Set<string>>();
  for (const {name, broader: others} of permissions) {
    const granted = [name, ...others].filter((role) => roles.includes(role));
    const [used] = granted;
    // What one stream needs by itself may as well serve another.
    if (used === undefined || granted.some((role) => needed.includes(role))) continue;
    replaced.set(used, new Set([...(replaced.get(used) ?? []), name]));
  }
  return replaced;
}

function broader(used: string, names: string[]): Finding {
  const last = names.pop();
  const list = names.length > 0 ? `${names.join(', ')} and ${last}` : last;
  const text = `${used} is broader than needed here: ${list} would do in its place.`;
  return {level: 'WARN', text};
}

function excess(
  permissions: readonly Permission[],
  roles: readonly string[],
  broad: Map<string, unknown>,
): Finding[] {
  const useful = new Set([...permissions.map(({name}) => name), ...broad.keys(), ...ALSO_USEFUL]);
  const needless = roles.filter((role) => !useful.has(role));
  if (needless.length === 0) return [];
  const text = `Granted, but not needed by the connector: ${needless.join(', ')}. Remove it from the app.`;
  return [{level: 'WARN', text}];
}

function permissionsOf(streams: Stream[]): Permission[] {
  const permissions = streams.flatMap(({definition}) => definition.permissions);
  return [...new Map(permissions.map((permission) => [keyOf(permission), permission])).values()];
}

/** One permission can be needed whole by one stream and in part by another. */
function keyOf({name, partial = []}: Permission): string {
  return [name, ...partial].join(' ');
}
