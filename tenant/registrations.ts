/** MFA and self-service password reset registration of generated users. */
import {pickFrom, randomInt} from './seeded-random';
import type {UserSeed} from './seeded-random';
import type {Directory} from './directory';
import {isoTime} from './sign-ins';

export interface RegistrationDetails {
  id: string;
  userPrincipalName: string;
  userDisplayName: string;
  userType: 'member' | 'guest';
  isAdmin: boolean;
  isSsprRegistered: boolean;
  isSsprEnabled: boolean;
  isSsprCapable: boolean;
  isMfaRegistered: boolean;
  isMfaCapable: boolean;
  isPasswordlessCapable: boolean;
  lastUpdatedDateTime: string;
  methodsRegistered: readonly string[];
  isSystemPreferredAuthenticationMethodEnabled: boolean;
  systemPreferredAuthenticationMethods: readonly string[];
  userPreferredMethodForSecondaryAuthentication: string;
}

const APP = ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'];

/** Registered methods, system-preferred method, and the user's preferred method. */
const METHODS: readonly (readonly [methods: readonly string[], system: string, own: string])[] = [
  [[], '', ''],
  [['email'], '', ''],
  [APP, 'push', 'push'],
  [['mobilePhone', ...APP], 'push', 'voiceMobile'],
  [['mobilePhone'], 'sms', 'sms'],
  [['mobilePhone', 'email'], 'sms', ''],
  [['microsoftAuthenticatorPasswordless', ...APP], 'push', 'push'],
  [['fido2/passKeyDeviceBound', 'windowsHelloForBusiness'], '', ''],
  [['hardwareOneTimePasscode'], 'oath', 'oath'],
  // Not among the documented names, and met in practice.
  [['microsoftAuthenticatorPush', 'mobilePhone'], 'PhoneAppNotification', 'push'],
  [['fido2SecurityKey'], 'Fido2', ''],
];

const PASSWORDLESS = /Passwordless|passKey|windowsHello|fido2/;

/** With seven fractional digits, as this service writes them. */
function updatedAt(userSeed: UserSeed): string {
  const day = isoTime(userSeed.startMs - randomInt(userSeed, 401, 40) * 86_400_000).slice(0, 19);
  return `${day}.${String(randomInt(userSeed, 402, 10_000_000)).padStart(7, '0')}Z`;
}

/** An e-mail address resets a password and is no second factor. */
function isFactor(method: string): boolean {
  return method !== 'email';
}

function randomDetails(
  userSeed: UserSeed,
): Omit<RegistrationDetails, 'id' | 'userPrincipalName' | 'userDisplayName' | 'userType'> {
  const [methodsRegistered, system, own] = pickFrom(METHODS, randomInt(userSeed, 400, 1 << 16));
  const isMfaRegistered = methodsRegistered.some(isFactor);
  const isSsprRegistered = methodsRegistered.length > 0 && randomInt(userSeed, 403, 3) > 0;
  const isSsprEnabled = randomInt(userSeed, 404, 2) === 0;
  return {
    isAdmin: randomInt(userSeed, 405, 50) === 0,
    isSsprRegistered,
    isSsprEnabled,
    isSsprCapable: isSsprRegistered && isSsprEnabled,
    isMfaRegistered,
    // Registered, but with a method that the policy does not allow.
    isMfaCapable: isMfaRegistered && randomInt(userSeed, 406, 12) > 0,
    isPasswordlessCapable: methodsRegistered.some((method) => PASSWORDLESS.test(method)),
    lastUpdatedDateTime: updatedAt(userSeed),
    methodsRegistered,
    isSystemPreferredAuthenticationMethodEnabled: randomInt(userSeed, 407, 4) > 0,
    systemPreferredAuthenticationMethods: system === '' ? [] : [system],
    userPreferredMethodForSecondaryAuthentication: own,
  };
}

/** Disabled users are not in the report. */
export function isReported(directory: Directory, index: number): boolean {
  return directory.stateAt(index) === 'live' && directory.value(index, 'accountEnabled');
}

function statedDetails(
  directory: Directory,
  index: number,
): Partial<RegistrationDetails> | undefined {
  const stated = directory.usageFacts(index)?.registration;
  return stated && {...stated, isMfaRegistered: stated.methodsRegistered.some(isFactor)};
}

export function registrationDetails(directory: Directory, index: number): RegistrationDetails {
  return {
    id: directory.value(index, 'id'),
    userPrincipalName: directory.value(index, 'userPrincipalName'),
    userDisplayName: directory.value(index, 'displayName'),
    userType: directory.value(index, 'userType') === 'Guest' ? 'guest' : 'member',
    ...randomDetails(directory.userSeed(index)),
    ...statedDetails(directory, index),
  };
}

/** All users in the report. */
export function* allRegistrations(directory: Directory): Generator<RegistrationDetails> {
  for (let index = 0; index < directory.size; index++) {
    if (isReported(directory, index)) yield registrationDetails(directory, index);
  }
}
