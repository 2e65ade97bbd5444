import {ConfigError} from '../src/errors';
import {useNock} from './support/fake-graph';
import {SETTINGS, run} from './support/session';

useNock();

test('lists every stream without settings and without a request', async () => {
  const {source, session} = run();
  const streams = await source.discover(undefined, session);
  const names = streams.map(({name}) => name);
  expect(names).toEqual([...names].sort());
  expect(names).toEqual(
    expect.arrayContaining(['sign_in_activity', 'subscribed_skus', 'users']) as string[],
  );
});

test('an incremental stream has the time of arrival as its cursor', async () => {
  const {source, session} = run();
  const streams = await source.discover(SETTINGS, session);
  expect(streams.find(({name}) => name === 'users')).toMatchObject({
    supported_sync_modes: ['full_refresh', 'incremental'],
    source_defined_cursor: true,
    default_cursor_field: ['synced_at'],
    source_defined_primary_key: [['id']],
  });
});

test('wrong settings are refused', async () => {
  const {source, session} = run();
  await expect(source.discover({}, session)).rejects.toBeInstanceOf(ConfigError);
});

test('the specification is the form of the settings', async () => {
  const {connectionSpecification} = await run().source.spec();
  expect(connectionSpecification['required']).toEqual(['tenant_id', 'client_id', 'credentials']);
});
