/** The page may do nothing but what is in it: one style and one script, named by their hashes. */
import {createHash} from 'node:crypto';

/** Value of the policy; https://www.w3.org/TR/CSP3/ */
export function contentSecurityPolicy(style: string, script: string): string {
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
}
