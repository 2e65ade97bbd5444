/** The setting personal_data: whether people are named, or under which key they have pseudonyms. */
import {visibleText} from './invisible';
import {isShown} from './shown-value';

/** As resources/spec.json describes it, once it fits. */
export type RawPersonalData = {mode: 'keep'} | {mode: 'pseudonymize'; key: string};

/** Who has a pseudonym and a shorter key could find the key by trying. */
const MIN_KEY_LENGTH = 32;

export function parsePersonalData(raw: RawPersonalData = {mode: 'keep'}): {
  pseudonymKey?: string;
} {
  return raw.mode === 'keep' ? {} : {pseudonymKey: raw.key.trim()};
}

/** Texts that must not appear anywhere, of settings that may be wrong in any way. */
export function pseudonymKeysIn(settings: unknown): string[] {
  const setting = (settings as {personal_data?: unknown} | null | undefined)?.personal_data;
  // The name of a mode in the place of the object is no key.
  if (typeof setting === 'string' && isShown('personal_data', setting)) return [];
  const key = typeof setting === 'string' ? setting : (setting as {key?: unknown} | null)?.key;
  return typeof key === 'string' ? [key, visibleText(key).trim()].filter(Boolean) : [];
}

/** The form cannot check it: Airbyte holds the mask of a saved secret against the form. */
export function pseudonymKeyErrorText(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const {length} = [...value.trim()];
  if (length >= MIN_KEY_LENGTH) return undefined;
  return (
    `has ${length} character${length === 1 ? '' : 's'} and needs ${MIN_KEY_LENGTH} or more; use a ` +
    'random text, such as one from a password manager, and keep a copy of it'
  );
}
