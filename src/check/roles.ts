/** What the permissions in a token say about the streams. */
import {missingOf, needsOf} from '../sync/permissions';
import type {Permission} from '../sync/permissions';
import type {Stream} from '../sync/load-streams';
import type {Finding} from './finding';

/** No stream needs it, but it may be granted to read the setting that conceals names. */
const ALSO_USEFUL = ['ReportSettings.Read.All'];

/** Findings about permissions that are missing, broader than needed, or not needed at all. */
export function roleFindings(streams: Stream[], roles: readonly string[]): Finding[] {
  const permissions = permissionsOf(streams);
  return [
    ...missingFindings(streams, roles),
    ...broader(permissions, roles),
    ...excess(permissions, roles),
  ];
}

/** Only what the streams need and the token lacks. */
export function missingFindings(streams: Stream[], roles: readonly string[]): Finding[] {
  if (roles.length === 0) return [noConsent()];
  return permissionsOf(streams).flatMap((permission) => missing(permission, streams, roles));
}

function noConsent(): Finding {
  return {
    level: 'WARN',
    text:
      'The token carries no application permission at all. Add the permissions in the Azure portal ' +
      'under App registrations > your app > API permissions (Application permissions, not ' +
      'delegated ones), and choose Grant admin consent (docs/setup.md, sections 3 and 4).',
  };
}

function missing(permission: Permission, streams: Stream[], roles: readonly string[]): Finding[] {
  if (missingOf([permission], roles).length === 0) return partial(permission, roles);
  const names = streams
    .filter(({definition}) =>
      definition.permissions.some((needed) => keyOf(needed) === keyOf(permission)),
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

function broader(permissions: readonly Permission[], roles: readonly string[]): Finding[] {
  const replaced = new Map<string, string[]>();
  for (const {name, broader: others} of permissions) {
    if (roles.includes(name)) continue;
    const used = others.find((role) => roles.includes(role));
    if (used) replaced.set(used, [...(replaced.get(used) ?? []), name]);
  }
  return [...replaced].map(([used, names]) => ({
    level: 'WARN',
    text: `${used} is broader than needed here: ${names.join(' and ')} would do in its place.`,
  }));
}

function excess(permissions: readonly Permission[], roles: readonly string[]): Finding[] {
  const useful = new Set([...needsOf(permissions).flat(), ...ALSO_USEFUL]);
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
