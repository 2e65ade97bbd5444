import {lastUseOf} from '../../src/streams/sign-in-dates';

const NEVER = '0001-01-01T00:00:00Z';
const EARLY = '2022-05-06T07:08:09Z';
const LAST_OF_BEFORE = '2023-11-30T23:59:59Z';
const FIRST_OF_SINCE = '2023-12-01T00:00:00Z';
const LATE = '2025-01-02T03:04:05Z';
const LATER = '2025-06-07T08:09:10Z';

type Dates = [interactive?: unknown, nonInteractive?: unknown, successful?: unknown];

test.each<[fact: string, Dates, at: string | null, evidence: string]>([
  ['a success is use', [LATE, EARLY, LATE], LATE, 'successful'],
  ['failed attempts after the success are no use', [LATER, LATER, LATE], LATE, 'successful'],
  ['a success alone is use', [undefined, undefined, LATE], LATE, 'successful'],
  [
    'a success counts whatever its date',
    [LATER, LATER, LAST_OF_BEFORE],
    LAST_OF_BEFORE,
    'successful',
  ],
  [
    'the first day of recording can have a success',
    [LATE, null, FIRST_OF_SINCE],
    FIRST_OF_SINCE,
    'successful',
  ],
  ['an early date is taken for use', [EARLY], EARLY, 'before_2023_12'],
  ['an early date of a client too', [null, EARLY], EARLY, 'before_2023_12'],
  [
    'the later of two early dates counts',
    [EARLY, LAST_OF_BEFORE],
    LAST_OF_BEFORE,
    'before_2023_12',
  ],
  ['and whichever it is', [LAST_OF_BEFORE, EARLY], LAST_OF_BEFORE, 'before_2023_12'],
  ['later failed attempts do not move an early date', [LATER, EARLY], EARLY, 'before_2023_12'],
  ['the last second before recording is early', [LAST_OF_BEFORE], LAST_OF_BEFORE, 'before_2023_12'],
  ['the first second of recording is not', [FIRST_OF_SINCE], null, 'attempts_only'],
  [
    'dates are compared and not their spelling',
    ['2023-12-01T00:30:00+01:00'],
    '2023-12-01T00:30:00+01:00',
    'before_2023_12',
  ],
  [
    'fractions of a second count',
    ['2023-11-30T23:59:59.9999999Z'],
    '2023-11-30T23:59:59.9999999Z',
    'before_2023_12',
  ],
  ['attempts since recording without a success are no use', [LATE, LATER], null, 'attempts_only'],
  ['also by hand alone', [LATE], null, 'attempts_only'],
  ['also with an empty success', [LATE, LATER, ''], null, 'attempts_only'],
  ['also with a success in year one', [LATE, LATER, NEVER], null, 'attempts_only'],
  ['dates in year one are none', [NEVER, NEVER, NEVER], null, 'none'],
  ['year one is not before recording', [NEVER, LATE], null, 'attempts_only'],
  ['nulls are none', [null, null, null], null, 'none'],
  ['texts that are no date are none', ['', 'yesterday'], null, 'none'],
  ['numbers are none', [0, 1_700_000_000_000], null, 'none'],
  ['no activity is none', [], null, 'none'],
])('%s', (_fact, [interactive, nonInteractive, successful], ...[at, evidence]) => {
  const dates = {
    lastSignInDateTime: interactive,
    lastNonInteractiveSignInDateTime: nonInteractive,
    lastSuccessfulSignInDateTime: successful,
  };
  expect(lastUseOf(dates)).toEqual({last_use_at: at, last_use_evidence: evidence});
});
