import {readOptions} from '../../bench/options';

test.each([
  [[], {users: undefined, latencyMs: 0}],
  [['--users', '10', '--latency', '200'], {users: 10, latencyMs: 200}],
  [['--latency', '0'], {latencyMs: 0}],
  [['--only', 'peers'], {sections: ['peers']}],
  [['--only', 'table'], {sections: ['table'], writes: false}],
  [['--only', 'table', '--write'], {sections: ['table'], writes: true}],
])('%j', (args, options) => {
  expect(readOptions(args)).toMatchObject(options);
});

test('the table takes long, so it is made only when it is asked for', () => {
  expect(readOptions([])?.sections).not.toContain('table');
});

test.each([
  [['--latency=-1'], '--latency takes a whole number'],
  [['--only', 'nothing'], '--only takes one of'],
  [['--write'], '--write goes with --only table.'],
  [['--only', 'table', '--write', '--users', '10'], '--write takes the table whole.'],
])('%j is refused', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});
