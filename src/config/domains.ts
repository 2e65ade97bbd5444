import {foreignName, message} from '../message-text';
import type {MessagePart} from '../message-text';
import {quoteText} from './shown-value';
import type {ValidationError} from './shown-value';

const LABEL = /^[\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

/**
 * Brings the rows of `domains` into one form: lower case, no blanks, no leading @. `@*` is not taken
 * for everyone: it may have become so by mistake.
 * Problems name the row as the settings form counts it, from 1.
 */
export function parseDomains(rows: readonly string[]): {
  names: string[];
  errors: ValidationError[];
} {
  if (rows.length === 0) {
    const text = 'is an empty list; enter at least one domain, or * for everyone';
    return {names: [], errors: [{setting: 'domains', text}]};
  }
  const names = rows.map((row) =>
    row
      .trim()
      .replace(/^@(?!\s*\*)/, '')
      .trim()
      .toLowerCase(),
  );
  const hasStar = names.includes('*');
  const errors = names.flatMap((name, index) => {
    const text = domainErrorText(name, rows[index]!, hasStar);
    return text ? [{setting: `domains, row ${index + 1},`, text}] : [];
  });
  return {names: [...new Set(names)], errors};
}

function domainErrorText(name: string, row: string, hasStar: boolean): MessagePart | undefined {
  if (name === '*') return undefined;
  if (name === '') return 'is blank; enter a domain such as contoso.com, or delete the row';
  const shown = quoteText(row);
  if (!isDomain(name)) return message`is ${shown}${noDomainText(name)}`;
  if (hasStar) {
    return message`is ${shown} beside *, which already stands for everyone; keep either the names or *`;
  }
  return undefined;
}

const EVERYONE = new Set(['all', 'any', 'everyone', 'everybody']);

/** What people enter in place of a domain, and what they should; goes on after the row as it is. */
function noDomainText(name: string): MessagePart {
  if (EVERYONE.has(name)) return '; for everyone enter * alone';
  const found = partsOf(name).map((part) => (part === '*' ? part : domainIn(part)));
  if (found.length > 1 && !found.includes(undefined)) {
    return ', several domains; enter one domain a row';
  }
  const [, afterStar] = /^@?(?:[*%]\.?|\.)(.*)$/.exec(name) ?? [];
  if (afterStar !== undefined && isDomain(afterStar)) {
    return message`, but subdomains are listed one by one: enter ${foreignName(afterStar)} and each of its subdomains in a row of its own`;
  }
  const [, afterAt] = /^[^@\s]+@([^@]+)$/.exec(name) ?? [];
  if (afterAt !== undefined && isDomain(afterAt)) {
    return message`, an address; enter the part after the @: ${foreignName(afterAt)}`;
  }
  const [, host = ''] = /^(?:[a-z]+:\/\/)?([^/:@]+)(?::\d+)?(?:\/[^@]*)?$/.exec(name) ?? [];
  if (isDomain(host)) return message`, an address; enter the domain alone: ${foreignName(host)}`;
  const [alone] = found;
  if (alone !== undefined && alone !== '*' && found.length === 1) {
    return message`, more than a domain; enter the domain alone: ${foreignName(alone)}`;
  }
  return ' but must be a domain such as contoso.com';
}

/** What stands between and around domains where several are in one row, or one is in quotes. */
const SEPARATORS = /[\s,;|"'`<>()[\]{}]+/;
const FILLERS = new Set(['', 'and', 'or', '&', '+', '-', '/']);

function partsOf(name: string): string[] {
  const parts = name.split(SEPARATORS).filter((part) => !FILLERS.has(part));
  return parts.flatMap((part) => {
    const sides = part.split('/');
    return sides.every(isDomain) ? sides : [part];
  });
}

/** The domain in an address, a pattern or a list item; undefined where there is none. */
function domainIn(part: string): string | undefined {
  const host = part.replace(/^[a-z]+:\/\//, '').replace(/[/:?#][^@]*$/, '');
  const name = host
    .slice(host.lastIndexOf('@') + 1)
    .replace(/^[*%.]{1,3}/, '')
    .replace(/\.$/, '');
  return isDomain(name) ? name : undefined;
}

function isDomain(name: string): boolean {
  const labels = name.split('.');
  if (labels.length < 2 || name.length > 253) return false;
  return /\p{L}/u.test(labels.at(-1)!) && labels.every((label) => LABEL.test(label));
}
