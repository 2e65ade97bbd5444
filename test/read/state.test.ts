import {openState, saveState} from '../../src/read/state';
import type {StateScope} from '../../src/read/state';

const NOON = '2026-03-01T12:00:00.000Z';
const MADE_WITH: StateScope = {
  tenant_id: 'tenant-1',
  graph_host: 'graph.microsoft.com',
  domains: ['a.com', 'b.com'],
  fields: ['id', 'mail'],
};
const CURSOR = {link: 'x'};

function saved(change: object = {}): Record<string, unknown> {
  const state = {...saveState(MADE_WITH, NOON, CURSOR), ...change};
  return JSON.parse(JSON.stringify(state)) as Record<string, unknown>;
}

describe('a state is continued', () => {
  test('when nothing has changed since', () => {
    expect(openState(saved(), MADE_WITH)).toEqual({
      kind: 'continued',
      after: Date.parse(NOON),
      cursor: CURSOR,
    });
  });

  test('when the stream filters by no domain', () => {
    const tenantWide = {...MADE_WITH, domains: undefined};
    const state = JSON.parse(JSON.stringify(saveState(tenantWide, NOON, CURSOR))) as object;
    expect(openState({...state}, tenantWide)).toMatchObject({kind: 'continued'});
  });

  test('when it has keys that are not known', () => {
    expect(openState(saved({note: 1}), MADE_WITH)).toMatchObject({kind: 'continued'});
  });
});

describe('a state of other settings says what changed', () => {
  test.each<[Partial<StateScope>, string[]]>([
    [{tenant_id: 'tenant-2'}, ['tenant_id']],
    [{graph_host: '127.0.0.1:8443'}, ['graph_host']],
    [{domains: ['a.com']}, ['domains']],
    [{domains: ['*']}, ['domains']],
    [{domains: undefined}, ['domains']],
    [{fields: ['id']}, ['fields']],
    [{fields: ['id', 'mail', 'city']}, ['fields']],
    [{tenant_id: 'tenant-2', fields: []}, ['tenant_id', 'fields']],
  ])('%j', (change, changed) => {
    expect(openState(saved(), {...MADE_WITH, ...change})).toEqual({
      kind: 'config_changed',
      after: Date.parse(NOON),
      cursor: CURSOR,
      previous: MADE_WITH,
      changed,
    });
  });
});

describe('a state that cannot be used starts over', () => {
  test('no state is a first sync', () => {
    expect(openState(undefined, MADE_WITH)).toEqual({kind: 'none', after: 0});
  });

  test.each([2, 99, 1.5])('version %d is from a newer connector', (version) => {
    expect(openState(saved({version}), MADE_WITH)).toEqual({
      kind: 'invalid',
      after: Date.parse(NOON),
      because: 'a newer version of the connector wrote its state',
    });
  });

  test.each([
    ['the end', {__ab_full_refresh_sync_complete: true}],
    ['a checkpoint', {version: 1, synced_at: NOON, checkpoint: {filter: 0}}],
  ])('%s of a full refresh is no state for an incremental read', (_what, state) => {
    expect(openState(state, MADE_WITH)).toMatchObject({
      kind: 'invalid',
      because: 'its state is that of a full refresh',
    });
  });

  test.each<[string, Record<string, unknown>]>([
    ['an empty object', {}],
    ['a state of another connector', {'@odata.deltaLink': 'x'}],
    ['no version', saved({version: undefined})],
    ['a version that is a text', saved({version: '1'})],
    ['an older version', saved({version: 0})],
    ['no cursor', saved({cursor: undefined})],
    ['a cursor that is null', saved({cursor: null})],
    ['a cursor that is a list', saved({cursor: []})],
    ['a time that is none', saved({synced_at: 'yesterday'})],
    ['no time', saved({synced_at: undefined})],
    ['no settings', saved({made_with: null})],
    ['settings without fields', saved({made_with: {...MADE_WITH, fields: undefined}})],
    ['settings without a tenant', saved({made_with: {...MADE_WITH, tenant_id: 5}})],
    ['settings without a host', saved({made_with: {...MADE_WITH, graph_host: null}})],
    ['domains that are a text', saved({made_with: {...MADE_WITH, domains: 'a.com'}})],
    ['domains that are null', saved({made_with: {...MADE_WITH, domains: null}})],
  ])('%s has a shape that is not known', (_what, state) => {
    expect(openState(state, MADE_WITH)).toMatchObject({
      kind: 'invalid',
      because: 'its state has a shape that is not known',
    });
  });

  test('its time is kept where it has one, so that stamps do not go back', () => {
    expect(openState(saved({cursor: null}), MADE_WITH).after).toBe(Date.parse(NOON));
    expect(openState({}, MADE_WITH).after).toBe(0);
  });
});
