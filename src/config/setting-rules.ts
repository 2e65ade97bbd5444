/**
 * What the connector checks by itself because the form must not or cannot: Airbyte holds the mask of
 * a saved secret against the form, so a secret has no rule there; and where people make a mistake
 * that can be named, its words beat those of a schema.
 */
import type {MessagePart} from '../message-text';
import {inSetupGuide} from '../setup-guide';
import {isSecretOfPortal, isSecretPlaceholder} from './secret-placeholder';
import {cloudErrorText} from './clouds';
import {clientIdErrorText, tenantIdErrorText} from './ids';
import {pseudonymKeyErrorText} from './personal-data';
import {expectationText, mistakeText} from './shown-value';
import type {ValidationError} from './shown-value';
import {secretPathsIn, settingPathsIn} from './spec';
import type {JsonSchema} from './spec';

/** @returns undefined where the value is right, or another check has to say what is wrong. */
type Rule = (value: unknown, settings: Record<string, unknown>) => MessagePart | undefined;

/** By the path of a setting; each is asked where the setting is set. */
const RULES: Record<string, Rule> = {
  tenant_id: tenantIdErrorText,
  client_id: (value, {tenant_id: tenantId}) => clientIdErrorText(value, tenantId),
  cloud: cloudErrorText,
  domains: domainListErrorText,
  'credentials.client_secret': clientSecretErrorText,
  'credentials.client_secret_expires_on': dateErrorText,
  'personal_data.key': pseudonymKeyErrorText,
};

/** What stands in the place of a secret in Airbyte's form, server and database. */
const MASKS = /^(\*{3,}|secret_placeholder|secret_coordinate::.*|airbyte_workspace_.*_secret_.*)$/s;

const MASKED = 'the mask that Airbyte shows in place of a saved secret';

/** @param schema of the chosen branches alone: what is left over of another one is no mistake here. */
export function ruleErrors(
  settings: Record<string, unknown>,
  schema: JsonSchema,
): ValidationError[] {
  const masked = secretPathsIn(schema).flatMap((setting) =>
    maskError(setting, valueAt(settings, setting)),
  );
  const isMasked = (setting: string): boolean => masked.some((error) => error.setting === setting);
  const known = settingPathsIn(schema, () => true);
  const others = Object.entries(RULES).flatMap(([setting, rule]) => {
    const value = known.includes(setting) ? valueAt(settings, setting) : undefined;
    const text = value === undefined || isMasked(setting) ? undefined : rule(value, settings);
    return text === undefined ? [] : [{setting, text}];
  });
  return [...masked, ...others];
}

function maskError(setting: string, value: unknown): ValidationError[] {
  if (typeof value !== 'string' || !MASKS.test(value.trim())) return [];
  return [{setting, text: `is ${MASKED}; enter the value itself`}];
}

/** The value under a path such as `credentials.client_secret`. */
function valueAt(settings: Record<string, unknown>, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return (value as Record<string, unknown>)[key];
  }, settings);
}

function domainListErrorText(value: unknown): MessagePart | undefined {
  if (Array.isArray(value)) return undefined;
  return expectationText('domains', value, 'a list with one domain a row, such as ["contoso.com"]');
}

/** Shorter texts cannot be kept out of messages, because they are in too many words. */
const MIN_SECRET_LENGTH = 4;

function clientSecretErrorText(value: unknown): MessagePart | undefined {
  const setting = 'credentials.client_secret';
  if (typeof value !== 'string') return undefined;
  if (isSecretPlaceholder(value)) {
    const todo = `enter the Value of a secret from Certificates & secrets ${inSetupGuide('secret')}`;
    return mistakeText(setting, value, {is: 'a placeholder', todo});
  }
  if (isSecretOfPortal(value)) {
    const todo = `create a new one and enter its Value ${inSetupGuide('secret')}`;
    return mistakeText(setting, value, {
      is: 'the mask that the Azure portal shows for an older secret',
      todo,
    });
  }
  if (value.trim().length >= MIN_SECRET_LENGTH) return undefined;
  const expected = `a text of ${MIN_SECRET_LENGTH} or more characters (Client secret)`;
  return expectationText(setting, value, expected);
}

/** A day that the calendar does not have, such as 30 February, becomes another one or none. */
function dateErrorText(value: unknown): string | undefined {
  const text = String(value);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  if (!Number.isNaN(day.getTime()) && day.toISOString().startsWith(text)) return undefined;
  return `is ${JSON.stringify(text)}, which is not a date of the calendar`;
}
