/** What the token carries beyond need: broad permissions, and some that nothing here is read with. */
import {listOf, message} from '../message-text';
import type {Diagnostic} from '../streams/missing-permissions';
import {REPORT_SETTINGS_READ_ALL, permissionsOf} from '../streams/permissions';
import type {Permission, Stream} from '../streams/stream';
import {inSetupGuide} from '../setup-guide';

const HERE = `under App registrations > your app > API permissions ${inSetupGuide('permissions')}`;

/** @param hasReportSettings whether the cloud has the setting that conceals names in reports. */
export function excessPermissionDiagnostics(
  streams: Stream[],
  roles: readonly string[],
  hasReportSettings: boolean,
): Diagnostic[] {
  const permissions = neededBy(streams, hasReportSettings);
  const broad = replacements(permissions, roles);
  return [
    ...[...broad].map(([used, names]) => broader(used, smallest(names, permissions))),
    ...excessPermissions(permissions, roles, broad),
  ];
}

/** No stream is read with the permission for the settings of reports, but the check is. */
function neededBy(streams: Stream[], hasReportSettings: boolean): readonly Permission[] {
  const permissions = permissionsOf(streams.map(({definition}) => definition));
  const hasReports = streams.some(({definition}) => definition.report);
  return hasReports && hasReportSettings ? [...permissions, REPORT_SETTINGS_READ_ALL] : permissions;
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

/**
 * Without those that another one of them covers. A permission that everybody needs is not covered by
 * one that is optional.
 */
function smallest(names: ReadonlySet<string>, permissions: readonly Permission[]): Permission[] {
  const replaced = permissions.filter(({name}) => names.has(name));
  const isCovered = ({broader: others, optional}: Permission): boolean =>
    replaced.some((other) => others.includes(other.name) && (optional || !other.optional));
  const left = replaced.filter((permission) => !isCovered(permission));
  return [...new Map(left.map((permission) => [permission.name, permission])).values()];
}

function broader(used: string, smaller: Permission[]): Diagnostic {
  const required = smaller.filter(({optional}) => !optional);
  const optional = smaller.filter((permission) => permission.optional);
  const isAside = required.length > 0 && optional.length > 0;
  const apart = isAside ? ` (optional: ${listed(optional)})` : '';
  const names = required.length > 0 ? listed(required) : `the optional ${listed(optional)}`;
  const text = `${used} is broader than the connector needs: ${names} would do in its place${apart}. Change it ${HERE}.`;
  return {level: 'WARN', text};
}

function listed(permissions: Permission[]): string {
  const names = permissions.map(({name}) => name).sort();
  const last = names.pop()!;
  return names.length > 0 ? `${names.join(', ')} and ${last}` : last;
}

function excessPermissions(
  permissions: readonly Permission[],
  roles: readonly string[],
  broad: ReadonlyMap<string, unknown>,
): Diagnostic[] {
  const useful = new Set([...permissions.map(({name}) => name), ...broad.keys()]);
  const excess = roles.filter((role) => !useful.has(role));
  if (excess.length === 0) return [];
  const text = message`Granted, but not needed by the connector: ${listOf(excess)}. Remove it from the app ${HERE}.`;
  return [{level: 'WARN', text: text.toString()}];
}
