/** CAT's TestDiscovery and TestConnectorAttributes, see docs/acceptance.md. */
import type {AirbyteStream} from '../../src/airbyte/messages';
import {Connector} from '../support/connector';
import {openTenant} from '../support/tenants';
import {entriesOf, readAcceptanceConfig, readJson} from './acceptance-config';
import {STREAM_RULES} from './catalog-rules';

const ENTRIES = entriesOf(readAcceptanceConfig().acceptance_tests.discovery);

describe.each(ENTRIES)('the catalog for $config_path', ({config_path: path}) => {
  let catalogs: AirbyteStream[][];

  beforeAll(async () => {
    const tenant = await openTenant({users: 1});
    const files = {config: readJson(path)};
    const {messages} = await new Connector(tenant).run(['discover'], {files});
    catalogs = messages.flatMap((message) =>
      message.type === 'CATALOG' ? [message.catalog.streams] : [],
    );
  });

  test('is one, with streams whose names differ from each other', () => {
    expect(catalogs).toHaveLength(1);
    const names = catalogs[0]!.map(({name}) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(STREAM_RULES)('every stream $fact', ({problems, breaks}) => {
    for (const stream of catalogs[0]!) {
      expect([stream.name, problems(stream)]).toEqual([stream.name, []]);
      const broken = structuredClone(stream);
      breaks(broken);
      expect([stream.name, problems(broken)]).not.toEqual([stream.name, []]);
    }
  });
});
