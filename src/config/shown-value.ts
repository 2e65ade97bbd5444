/** How the value of a setting is shown in a message, and when it is not because it may be a secret. */

import {foreignName, message} from '../message-text';
import type {MessagePart, MessageText} from '../message-text';

/** One wrong setting. `text` goes on after the setting's path. */
export interface ValidationError {
  setting: string;
  text: MessagePart;
}

/** What is wrong with a value, in words that go on after "is", and what to do. */
export interface Mistake {
  is?: string;
  todo: MessagePart;
}

/** The text of an error: the value where it may be shown, what it is, and what to do. */
export function mistakeText(setting: string, value: unknown, {is, todo}: Mistake): MessagePart {
  if (!isShown(setting, value))
    return message`${is === undefined ? 'cannot be used' : `is ${is}`}; ${todo}`;
  return message`is ${shown(value)}${is === undefined ? '' : `, ${is}`}; ${todo}`;
}

/** The text of an error of a value that is of no kind that people often mean. */
export function expectationText(setting: string, value: unknown, expected: string): MessagePart {
  if (!isShown(setting, value)) return `cannot be used; it must be ${expected}`;
  return message`is ${shown(value)} but must be ${expected}`;
}

function shown(value: unknown): MessageText {
  return typeof value === 'string' ? quoteText(value) : foreignName(JSON.stringify(value));
}

/** A value in the place of credentials may be a secret, and so may one pasted beside it. */
export function isShown(setting: string, value: unknown): boolean {
  if (setting === 'credentials.client_secret_expires_on')
    return /^[\w./: -]{0,25}$/.test(String(value));
  if (setting.startsWith('credentials') && setting !== 'credentials.auth_type') return false;
  if (setting.startsWith('personal_data')) return NO_KEY.test(String(value));
  if (typeof value === 'object' && value !== null) return Object.keys(value).length === 0;
  if (typeof value !== 'string') return true;
  if (LIKE_ID.test(value)) return true;
  if (withoutSecrets(value) !== value) return false;
  const parts = value.split(/[\s,;|]+/).map((part) => part.replace(/^@/, ''));
  return PLAIN.test(value) || parts.every((part) => LIKE_URL.test(part));
}

/** The name of a mode, maybe with a mistake; a key is longer. */
const NO_KEY = /^[a-z_-]{0,20}$/i;

/** Shorter than the secrets that Microsoft makes. */
const PLAIN = /^[\w.@*()<>{} -]{0,36}$/;

/** A GUID with some characters too many or too few, or with something around it. */
const LIKE_ID = /^\W{0,2}[0-9a-f]{6,12}(-[0-9a-f]{2,8}){3}-[0-9a-f]{8,16}\W{0,2}$/i;

/**
 * A host, and words or ids after it. Secrets have capitals and no dot before a last part of letters
 * alone; nothing between two slashes is as long as one.
 */
const LIKE_URL =
  /^(https?:\/\/)?([a-z0-9-]{1,63}\.){1,6}[a-z]{2,12}(?=[/.]|$)(\/[A-Za-z0-9._-]{0,36}){0,6}[/.]?$/;

/**
 * A text as it is shown in a message: one line, without what may be a secret, shortened where the
 * message would be too long.
 */
export function quoteText(text: string): MessageText {
  return message`"${foreignName(JSON.stringify(withoutSecrets(text)).slice(1, -1))}"`;
}

const LONG_RUN = /[\w~.+=-]{30,}/g;

/** Secrets, tokens and lines of a key are long and have small letters, capitals and digits. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(LONG_RUN, (run) =>
    [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(run)) ? '****' : run,
  );
}
