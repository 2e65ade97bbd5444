/** CAT's TestSpec, see docs/acceptance.md. */
import type {ConnectorSpecification} from '../../src/airbyte/messages';
import type {Stream} from '../../src/streams/stream';
import {validatorOf} from '../contract/schema-rules';
import {Connector} from '../support/connector';
import {openTenant} from '../support/tenants';

import {entriesOf, readAcceptanceConfig, readJson} from './acceptance-config';
import type {Schema} from './schema-walk';
import {SPEC_RULES} from './spec-rules';

const ENTRIES = entriesOf(readAcceptanceConfig().acceptance_tests.spec);

let specifications: ConnectorSpecification[];

function form(): Schema {
  return structuredClone(specifications[0]!.connectionSpecification);
}

beforeAll(async () => {
  const tenant = await openTenant({users: 1});
  const {messages} = await new Connector(tenant).run(['spec']);
  specifications = messages.flatMap((message) => (message.type === 'SPEC' ? [message.spec] : []));
});

test('spec answers with one specification', () => {
  expect(specifications).toHaveLength(1);
});

test.each(SPEC_RULES)('$fact', ({problems, breaks}) => {
  expect(problems(form())).toEqual([]);
  const broken = form();
  breaks(broken);
  expect(problems(broken)).not.toEqual([]);
});

test.each(ENTRIES)('the settings in $config_path fit the form', ({config_path: path}) => {
  const validate = validatorOf(form() as Stream['schema']);
  expect(validate(readJson(path))).toBeNull();
  expect(validate({...(readJson(path) as object), credentials: {}})).not.toBeNull();
});

test.each(ENTRIES)('the specification is the one in $spec_path', ({spec_path: path}) => {
  expect(specifications[0]).toEqual(readJson(path));
});

test('no sign-in of another kind is offered, so there are no parameters of one to check', () => {
  expect(specifications[0]).not.toHaveProperty('advanced_auth');
});
