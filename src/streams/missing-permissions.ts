/** The permissions that streams need and the token lacks, as messages. */
import {missingOf, permissionsOf} from './permissions';
import type {Permission, Stream, StreamDefinition} from './stream';
import {listStreams} from './stream-list';
import {inSetupGuide} from '../setup-guide';

/** Something that whoever set up the connection should know; full sentences. */
export interface Diagnostic {
  level: 'INFO' | 'WARN';
  text: string;
  /** The parts of the text that are words of others. */
  quoted?: readonly string[];
}

/** How a permission comes into the token. */
export const ADD_IT =
  'Add it under App registrations > your app > API permissions, then choose Grant admin consent ' +
  `again ${inSetupGuide('permissions')}.`;

/**
 * One diagnostic for each permission that the streams need and the token lacks.
 * @param readable names of the streams that a probe could read: the token is a hint and no proof,
 * because the application may have other rights.
 */
export function missingPermissionDiagnostics(
  streams: Stream[],
  roles: readonly string[],
  readable: ReadonlySet<string> = new Set(),
): Diagnostic[] {
  if (streams.length === 0) return [];
  if (roles.length === 0 && readable.size === 0) return [noConsentDiagnostic(streams)];
  const missing = missingByStream(streams, roles, readable);
  const permissions = permissionsOf(streams.map(({definition}) => definition));
  const diagnostics = permissions.flatMap((one) => diagnosticsOfPermission(one, roles, missing));
  return [...new Map(diagnostics.map((diagnostic) => [diagnostic.text, diagnostic])).values()];
}

function noConsentDiagnostic(streams: Stream[]): Diagnostic {
  const permissions = permissionsOf(streams.map(({definition}) => definition));
  const required = permissions.filter(({optional}) => !optional);
  const toAdd = required.length > 0 ? required : permissions;
  const names = [...new Set(toAdd.map(({name}) => name))].sort().join(', ');
  return {
    level: 'WARN',
    text:
      `The token carries no application permission at all. Add ${names} as Application permissions ` +
      'under App registrations > your app > API permissions, then choose Grant admin consent ' +
      `${inSetupGuide('permissions')}.`,
  };
}

/** A stream, with the names of the permissions that the token lacks for it. */
interface MissingPermissions {
  definition: StreamDefinition;
  permissions: string[];
  isReadable: boolean;
}

function missingByStream(
  streams: Stream[],
  roles: readonly string[],
  readable: ReadonlySet<string>,
): MissingPermissions[] {
  const missing = streams.map(({definition}) => ({
    definition,
    permissions: missingOf(definition.permissions, roles).map(({name}) => name),
    isReadable: readable.has(definition.name),
  }));
  const substituted = new Set(
    missing.filter(({isReadable}) => isReadable).flatMap(({permissions}) => permissions),
  );
  return missing.map((one) => (one.isReadable ? one : withoutSubstituted(one, substituted)));
}

/** A permission that another right substitutes is not the cause where the stream lacks more. */
function withoutSubstituted(
  missing: MissingPermissions,
  substituted: ReadonlySet<string>,
): MissingPermissions {
  const rest = missing.permissions.filter((name) => !substituted.has(name));
  return rest.length > 0 ? {...missing, permissions: rest} : missing;
}

function diagnosticsOfPermission(
  permission: Permission,
  roles: readonly string[],
  missing: MissingPermissions[],
): Diagnostic[] {
  if (missingOf([permission], roles).length === 0) return partialDiagnostics(permission, roles);
  const {name, optional} = permission;
  const lacking = missing.filter(({permissions}) => permissions.includes(name));
  const lost = lacking.filter(({isReadable}) => !isReadable);
  if (lost.length === 0) return [otherRightDiagnostic(name, lacking, missing)];
  const what = optional ? 'The optional application' : 'The application';
  const streams = missingStreamNames(lost, missing);
  const text = `${what} permission ${name} is missing; affected streams: ${streams}. ${ADD_IT}`;
  return [{level: optional ? 'INFO' : 'WARN', text}];
}

function otherRightDiagnostic(
  name: string,
  lacking: MissingPermissions[],
  all: MissingPermissions[],
): Diagnostic {
  const text =
    `The application permission ${name} is not in the token, but what it is for can be read: ` +
    `${missingStreamNames(lacking, all)}. Another right of the application allows it, such as a directory role.`;
  return {level: 'INFO', text};
}

function missingStreamNames(missing: MissingPermissions[], all: MissingPermissions[]): string {
  const definitions = (some: MissingPermissions[]): StreamDefinition[] =>
    some.map(({definition}) => definition);
  return listStreams(definitions(missing), definitions(all));
}

function partialDiagnostics(
  {name, broader, partial = []}: Permission,
  roles: readonly string[],
): Diagnostic[] {
  if ([name, ...broader].some((role) => roles.includes(role))) return [];
  const used = partial.find((role) => roles.includes(role));
  const text = `With ${used} alone, organization has its id, name and domains; ${name} gives the rest.`;
  return [{level: 'INFO', text}];
}
