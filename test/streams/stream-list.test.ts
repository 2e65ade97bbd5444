import {listStreams} from '../../src/streams/stream-list';
import {loadStreams} from '../../src/streams/load';
import type {StreamDefinition} from '../../src/streams/stream';

let all: StreamDefinition[];
beforeAll(async () => (all = (await loadStreams()).map(({definition}) => definition)));

const isReport = ({report}: StreamDefinition): boolean => report !== undefined;
const isDaily = ({name}: StreamDefinition): boolean => name.endsWith('_daily');

function without(definitions: StreamDefinition[], ...names: string[]): StreamDefinition[] {
  return definitions.filter(({name}) => !names.includes(name));
}

function named(...names: string[]): StreamDefinition[] {
  return all.filter(({name}) => names.includes(name));
}

const COPILOT = 'copilot_usage_user_detail';
const MAILBOX = 'mailbox_usage_detail';
const YAMMER = 'yammer_activity_user_detail';

test.each<[string, () => StreamDefinition[], string]>([
  ['every report', () => all.filter(isReport), 'all usage reports'],
  [
    'every report and others',
    () => all.filter((one) => isReport(one) || one.name === 'users'),
    'users, all usage reports',
  ],
  [
    'every report but one',
    () => without(all.filter(isReport), COPILOT),
    `all usage reports except ${COPILOT}`,
  ],
  [
    'every report but two',
    () => without(all.filter(isReport), COPILOT, MAILBOX),
    `all usage reports except ${COPILOT} and ${MAILBOX}`,
  ],
  ['every daily report', () => all.filter(isDaily), 'all daily usage reports'],
  ['some reports', () => named(MAILBOX, YAMMER), `${MAILBOX}, ${YAMMER}`],
  ['streams without a group', () => named('users', 'subscribed_skus'), 'subscribed_skus, users'],
  ['none', () => [], ''],
])('%s', (_what, list, text) => {
  expect(listStreams(list(), all).join(', ')).toBe(text);
});

test('a group of which only one or two were asked for is told by name', () => {
  expect(listStreams(named(MAILBOX), named(MAILBOX, 'users'))).toEqual([MAILBOX]);
  expect(listStreams(named(MAILBOX, YAMMER), named(MAILBOX, YAMMER))).toEqual([MAILBOX, YAMMER]);
});

test('a group of three is whole or told by name', () => {
  const three = named(COPILOT, MAILBOX, YAMMER);
  expect(listStreams(three, three)).toEqual(['all usage reports']);
  expect(listStreams(named(COPILOT, MAILBOX), three)).toEqual([COPILOT, MAILBOX]);
});
