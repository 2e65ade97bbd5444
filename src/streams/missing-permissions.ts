/** What the token lacks of the permissions that the streams need. */
import type {Stream} from './load';
import {missingOf, permissionsOf} from './permissions';
import type {Permission} from './permissions';

/** How a permission comes into the token. */
export const ADD_IT =
  'Add it under App registrations > your app > API permissions, then choose Grant admin consent ' +
  'again (docs/setup.md, sections 3 and 4).';

/**
 * Only what the streams need and the token lacks.
 * @param readable names of the streams that were seen to be readable: the token is advice and never
 * proof, because the application may have rights besides.
 */
export function missingPermissionDiagnostics(
  streams: Stream[],
  roles: readonly string[],
  readable: ReadonlySet<string> = new Set(),
): Diagnostic[] {
  if (streams.length === 0) return [];
  if (roles.length === 0 && readable.size === 0) return [noConsent(streams)];
  const missingPermissions = missingByStream(streams, roles, readable);
  const permissions = permissionsOf(streams.map(({definition}) => definition));
  const diagnostics = permissions.flatMap((one) => missing(one, roles, missingPermissions));
  return [...new Map(diagnostics.map((diagnostic) => [diagnostic.text, diagnostic])).values()];
}

function noConsent(streams: Stream[]): Diagnostic {
  const permissions = permissionsOf(streams.map(({definition}) => definition));
  const needed = permissions.filter(({optional}) => !optional);
  const asked = needed.length > 0 ? needed : permissions;
  const names = [...new Set(asked.map(({name}) => name))].sort().join(', ');
  return {
    level: 'WARN',
    text:
      `The token carries no application permission at all. Add ${names} in the Azure portal ` +
      'under App registrations > your app > API permissions (Application permissions, not ' +
      'delegated ones), and choose Grant admin consent (docs/setup.md, sections 3 and 4).',
  };
}

/** A stream with the names of the permissions that its token lacks. */
interface MissingPermission {
  stream: string;
  permissions: string[];
  isReadable: boolean;
}

function missingByStream(
  streams: Stream[],
  roles: readonly string[],
  readable: ReadonlySet<string>,
): MissingPermission[] {
  const missingPermissions = streams.map(({definition}) => ({
    stream: definition.name,
    permissions: missingOf(definition.permissions, roles).map(({name}) => name),
    isReadable: readable.has(definition.name),
  }));
  const replaced = new Set(
    missingPermissions.filter(({isReadable}) => isReadable).flatMap(({permissions}) => permissions),
  );
  return missingPermissions.map((missing) =>
    missing.isReadable ? missing : blaming(missing, replaced),
  );
}

/** What another right stands in for is not what a stream is refused for, if it lacks more. */
function blaming(missing: MissingPermission, replaced: ReadonlySet<string>): MissingPermission {
  const rest = missing.permissions.filter((name) => !replaced.has(name));
  return rest.length > 0 ? {...missing, permissions: rest} : missing;
}

function missing(
  permission: Permission,
  roles: readonly string[],
  missingPermissions: MissingPermission[],
): Diagnostic[] {
  if (missingOf([permission], roles).length === 0) return partial(permission, roles);
  const {name, optional} = permission;
  const lacking = missingPermissions.filter(({permissions}) => permissions.includes(name));
  const lost = lacking.filter(({isReadable}) => !isReadable);
  if (lost.length === 0) return [anotherRight(name, lacking)];
  const what = optional ? 'The optional application' : 'The application';
  const text = `${what} permission ${name} is missing, which costs: ${listed(lost)}. ${ADD_IT}`;
  return [{level: optional ? 'INFO' : 'WARN', text}];
}

function anotherRight(name: string, missingPermissions: MissingPermission[]): Diagnostic {
  const text =
    `The application permission ${name} is not in the token, but what it is for can be read: ` +
    `${listed(missingPermissions)}. Another right of the application allows it, such as a directory role.`;
  return {level: 'INFO', text};
}

function listed(missingPermissions: MissingPermission[]): string {
  return missingPermissions.map(({stream}) => stream).join(', ');
}

function partial(
  {name, broader, partial: some = []}: Permission,
  roles: readonly string[],
): Diagnostic[] {
  if ([name, ...broader].some((role) => roles.includes(role))) return [];
  const used = some.find((role) => roles.includes(role));
  const text = `With ${used} alone, organization has its id, name and domains; ${name} gives the rest.`;
  return [{level: 'INFO', text}];
}

/** Something that whoever set up the connection should know; full sentences. */
export interface Diagnostic {
  level: 'INFO' | 'WARN';
  text: string;
}
