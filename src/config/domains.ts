import {quoteText} from './validation';
import type {ValidationError} from './validation';

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

function domainErrorText(name: string, row: string, hasStar: boolean): string | undefined {
  if (name === '*') return undefined;
  if (name === '') return 'is blank; enter a domain such as contoso.com, or delete the row';
  const shown = quoteText(row);
  if (!isDomain(name)) return `is ${shown} but must be a domain such as contoso.com`;
  if (hasStar) {
    return `is ${shown} beside *, which already stands for everyone; keep either the names or *`;
  }
  return undefined;
}

function isDomain(name: string): boolean {
  const labels = name.split('.');
  return labels.length > 1 && name.length <= 253 && labels.every((label) => LABEL.test(label));
}
