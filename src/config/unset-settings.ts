/**
 * The settings without those that hold null or a blank text. Airbyte's form writes "" where a date
 * was cleared, other clients write null for every setting that the user left out.
 * Rows of a list stay: a blank one is a mistake that should be told.
 */
export function withoutUnset(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return settings;
  const set = Object.entries(settings).filter(([, value]) => !isUnset(value));
  return Object.fromEntries(set.map(([key, value]) => [key, withoutUnset(value)]));
}

function isUnset(value: unknown): boolean {
  return value === null || (typeof value === 'string' && value.trim() === '');
}
