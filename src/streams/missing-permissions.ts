/** The permissions that streams need and the token lacks, as messages. */
import {listOf, message} from '../message-text';
import type {MessageText} from '../message-text';
import {OPTIONAL_PERMISSIONS, missingOf, permissionsOf} from './permissions';
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

/** What is lost without an optional permission, in a few words, and without which one. */
export interface OptionalUse {
  permission: string;
  use: string;
}

interface Beside {
  /**
   * Names of the streams that a probe could read: the token is a hint and no proof, because the
   * application may have other rights.
   */
  readable?: ReadonlySet<string>;
  /** What no stream is read with, and is lost without a permission. */
  uses?: readonly OptionalUse[];
}

/**
 * One diagnostic for each permission that the streams need and the token lacks, and one for all
 * optional ones.
 */
export function missingPermissionDiagnostics(
  streams: Stream[],
  roles: readonly string[],
  {readable = new Set(), uses = []}: Beside = {},
): Diagnostic[] {
  if (streams.length === 0) return [];
  if (roles.length === 0 && readable.size === 0) return [noConsentDiagnostic(streams)];
  const missing = missingByStream(streams, roles, readable);
  const permissions = permissionsOf(streams.map(({definition}) => definition));
  const diagnostics = permissions.flatMap((one) => diagnosticsOfPermission(one, roles, missing));
  const optional = permissions.flatMap((one) => optionalUses(one, roles, missing));
  const unique = new Map(diagnostics.map((diagnostic) => [diagnostic.text, diagnostic]));
  return [...unique.values(), ...optionalDiagnostics([...optional, ...uses])];
}

function noConsentDiagnostic(streams: Stream[]): Diagnostic {
  const permissions = permissionsOf(streams.map(({definition}) => definition));
  const required = permissions.filter(({optional}) => !optional);
  const toAdd = required.length > 0 ? required : permissions;
  const names = [...new Set(toAdd.map(({name}) => name))].sort().join(', ');
  return {
    level: 'WARN',
    text:
      `The token has no application permission. Add ${names} ` +
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
  if (missingOf([permission], roles).length === 0) return [];
  const {name, optional} = permission;
  const lacking = missing.filter(({permissions}) => permissions.includes(name));
  const lost = lacking.filter(({isReadable}) => !isReadable);
  if (lost.length === 0) return [otherRightDiagnostic(name, lacking, missing)];
  if (optional) return [];
  const streams = missingStreamNames(lost, missing);
  const text = message`The application permission ${name} is missing; affected streams: ${streams}. ${ADD_IT}`;
  return [{level: 'WARN', text: text.toString()}];
}

/** Streams that are lost without an optional permission, and those of which the most is. */
function optionalUses(
  permission: Permission,
  roles: readonly string[],
  missing: MissingPermissions[],
): OptionalUse[] {
  const {name, optional, broader} = permission;
  if (!optional || [name, ...broader].some((role) => roles.includes(role))) return [];
  const isPartial = missingOf([permission], roles).length === 0;
  return missing
    .filter(({definition}) => definition.permissions.includes(permission))
    .filter(({permissions, isReadable}) => isPartial || (permissions.includes(name) && !isReadable))
    .map(({definition}) => ({
      permission: name,
      use: isPartial ? `most of ${definition.name}` : definition.name,
    }));
}

function optionalDiagnostics(uses: OptionalUse[]): Diagnostic[] {
  const known = OPTIONAL_PERMISSIONS.map(({name}) => name);
  const names = new Set([...known, ...uses.map(({permission}) => permission)]);
  const listed = [...names].flatMap((name) => {
    const own = uses.filter(({permission}) => permission === name).map(({use}) => use);
    return own.length > 0 ? `${name} (${own.join(', ')})` : [];
  });
  if (listed.length === 0) return [];
  const [which, it] = listed.length > 1 ? ['permissions are', 'them'] : ['permission is', 'it'];
  const text = message`Optional application ${which} missing: ${listOf(listed)}. Add ${it} under API permissions ${inSetupGuide('permissions')}.`;
  return [{level: 'INFO', text: text.toString()}];
}

function otherRightDiagnostic(
  name: string,
  lacking: MissingPermissions[],
  all: MissingPermissions[],
): Diagnostic {
  const text = message`The application permission ${name} is not in the token, but its data can be read: ${missingStreamNames(lacking, all)}. Another right of the application allows it, such as a directory role.`;
  return {level: 'INFO', text: text.toString()};
}

function missingStreamNames(missing: MissingPermissions[], all: MissingPermissions[]): MessageText {
  const definitions = (some: MissingPermissions[]): StreamDefinition[] =>
    some.map(({definition}) => definition);
  return listOf(listStreams(definitions(missing), definitions(all)));
}
