import {
  ConfigError,
  ConnectorError,
  SystemError,
  TransientError,
  asConnectorError,
  asError,
  errorFields,
  fullStack,
  technicalMessage,
} from '../src/errors';

describe('each kind of error', () => {
  test.each([
    [ConfigError, 'ConfigError', 'config_error'],
    [TransientError, 'TransientError', 'transient_error'],
    [SystemError, 'SystemError', 'system_error'],
  ] as const)('%p has its name and its failure type', (Kind, name, failureType) => {
    const error = new Kind('What happened.');
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({name, failureType, message: 'What happened.'});
  });
});

describe('a message', () => {
  test.each(['100%', '%s %d %j', 'a\nb', ''])('is taken as it is: %j', (message) => {
    expect(new ConfigError(message).message).toBe(message);
  });

  test('does not tell its cause; technicalMessage does, outermost first', () => {
    const root = new Error('connect ECONNREFUSED');
    const middle = new TransientError('Graph is silent.', {cause: root});
    const error = new SystemError('users failed.', {cause: middle});
    expect(error.message).toBe('users failed.');
    expect(technicalMessage(error)).toBe('users failed.: Graph is silent.: connect ECONNREFUSED');
  });

  test('may have a cause that is no error', () => {
    expect(technicalMessage(new ConfigError('a', {cause: 'b'}))).toBe('a: b');
  });
});

test('the full stack has the stacks of all causes', () => {
  const error = new ConfigError('outer', {cause: new TypeError('inner')});
  expect(fullStack(error)).toMatch(
    /^ConfigError: outer\n {4}at [^]*caused by: TypeError: inner\n {4}at /,
  );
});

describe('fields', () => {
  const inner = new SystemError('x', {fields: {status: 404, code: 'a', condition: 'not_found'}});

  test('are those of the cause, unless they are set anew', () => {
    const outer = new ConfigError('y', {cause: inner, fields: {code: 'b', condition: undefined}});
    expect(errorFields(outer)).toEqual({status: 404, code: 'b', condition: undefined});
    expect(errorFields(new ConfigError('z', {cause: inner}))).toEqual(inner.fields);
  });

  test.each([new Error('x'), 'x', undefined])('there are none for %p', (thrown) => {
    expect(errorFields(thrown)).toEqual({});
    expect(errorFields(new ConfigError('y', {cause: thrown}))).toEqual({});
  });
});

describe('whatever is thrown', () => {
  test('stays what it is where it is one of ours', () => {
    const error = new ConfigError('x');
    expect(asConnectorError(error)).toBe(error);
  });

  test.each<[unknown, string]>([
    [new TypeError('x is undefined'), 'x is undefined'],
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [{a: 1}, '[object Object]'],
  ])('becomes a SystemError that asks for a report: %p', (thrown, said) => {
    const error = asConnectorError(thrown);
    expect(error).toBeInstanceOf(SystemError);
    expect(error.message).toBe(
      `The connector met an unexpected error: ${said}. ` +
        'Please report it together with the log of this run.',
    );
  });

  test('is an error afterwards', () => {
    const error = new Error('x');
    expect(asError(error)).toBe(error);
    expect(asError(5)).toEqual(new Error('5'));
  });
});
