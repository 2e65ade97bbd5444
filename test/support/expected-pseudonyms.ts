/** Pseudonyms as anybody with the key can make them, and what tells of the people of a tenant. */
import {createHmac} from 'node:crypto';
import type {Tenant} from '../../tenant/tenant';

export const PSEUDONYM_KEY = 'Ünïque-key-of-the-customer-0123456789';

export const PSEUDONYMIZE = {personal_data: {mode: 'pseudonymize', key: PSEUDONYM_KEY}};

export const PSEUDONYM = /^p_[a-z2-7]{26}$/;

/** By the number that the digest is, and not by its bits. */
export function pseudonymOf(value: string, key = PSEUDONYM_KEY): string {
  const hex = createHmac('sha256', key).update(value.toLowerCase()).digest('hex');
  let number = BigInt(`0x${hex}`) >> 126n;
  let text = '';
  for (let digit = 0; digit < 26; digit += 1) {
    text = 'abcdefghijklmnopqrstuvwxyz234567'[Number(number % 32n)]! + text;
    number /= 32n;
  }
  return `p_${text}`;
}

export function principalPseudonymOf(name: string, key = PSEUDONYM_KEY): string {
  return `${pseudonymOf(name, key)}@${name.split('@').at(-1)!.toLowerCase()}`;
}

/** What tells who the people of a tenant are, deleted ones too. */
export function personalValuesOf({directory}: Tenant): Set<string> {
  const people = Array.from({length: directory.size}, (_, index) => directory.at(index));
  const values = people.flatMap((user) => {
    const {id, userPrincipalName: upn, mail, displayName, givenName, surname} = user;
    const {employeeId, onPremisesImmutableId, mobilePhone, businessPhones} = user;
    const {proxyAddresses, otherMails, onPremisesSamAccountName, signInActivity} = user;
    const conflicts = user.onPremisesProvisioningErrors.map(({value}) => value);
    const signIns = (signInActivity ?? {}) as Record<string, string | null>;
    const requests = Object.keys(signIns).filter((name) => name.endsWith('Id'));
    return [
      ...[id, upn, mail, displayName, employeeId, onPremisesImmutableId, mobilePhone],
      ...[...businessPhones, ...proxyAddresses, ...otherMails, onPremisesSamAccountName],
      ...[upn.split('@')[0], upn.replace(/[@.]/g, '_'), `${givenName} ${surname}`],
      ...conflicts,
      ...requests.map((name) => signIns[name]),
    ];
  });
  return new Set(values.filter((value) => typeof value === 'string').filter(isTelling));
}

/** Names such as `null` stand everywhere. */
function isTelling(value: string): boolean {
  return value.length > 3 && !/^(null|true|false)$/i.test(value);
}

/** The values that stand in an output, in whatever case, and escaped for JSON or a URL. */
export function clearValuesIn(output: string, values: ReadonlySet<string>): string[] {
  const texts = output.toLowerCase();
  return [...values].filter((value) => spellingsOf(value).some((text) => texts.includes(text)));
}

function spellingsOf(value: string): string[] {
  const lower = value.toLowerCase();
  const json = JSON.stringify(lower).slice(1, -1);
  const percent = encodeURIComponent(lower).toLowerCase();
  return [...new Set([lower, json, percent, lower.replaceAll('#', '%23').replaceAll('@', '%40')])];
}
