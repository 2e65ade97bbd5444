/** What a `package-lock.json` says, as far as it is needed here. */
export interface Lockfile {
  packages: Record<string, {version?: string; dev?: boolean}>;
}

/** What a build needs besides the packages that the connector runs with. */
const BUILD_PACKAGES = new Set([
  'node_modules/typescript',
  'node_modules/@types/node',
  'node_modules/@types/proxy-from-env',
  'node_modules/@types/verror',
]);

/** Whether everything that `wanted` builds and runs with is installed in the very same version. */
export function isInstalled(wanted: Lockfile, installed: Lockfile): boolean {
  return Object.entries(wanted.packages)
    .filter(([path, {dev}]) => path !== '' && (!dev || BUILD_PACKAGES.has(path)))
    .every(([path, {version}]) => installed.packages[path]?.version === version);
}
