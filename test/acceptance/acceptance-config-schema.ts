/** What CAT accepts as `acceptance-test-config.yml`. It refuses keys that it does not know. */

interface ObjectSchema {
  type: 'object';
  required: string[];
  additionalProperties: false;
  properties: Record<string, object>;
}

const TEXT = {type: 'string', minLength: 1};
const TRUTH = {type: 'boolean'};
const MODE = {enum: ['cloud', 'oss']};
const SECONDS = {type: 'integer', minimum: 0};

function object(properties: Record<string, object>, required: string[] = []): ObjectSchema {
  return {type: 'object', required, additionalProperties: false, properties};
}

function list(items: object): object {
  return {type: 'array', items};
}

/** Tests, or the reason why there are none. */
function suite(entry: Record<string, object>): object {
  const common = {config_path: TEXT, timeout_seconds: SECONDS, deployment_mode: MODE};
  const tests = {...list(object({...common, ...entry}, ['config_path'])), minItems: 1};
  return {oneOf: [object({tests}, ['tests']), object({bypass_reason: TEXT}, ['bypass_reason'])]};
}

/** At strictness high every exception has its reason. */
const EXCEPTIONS = list(object({name: TEXT, bypass_reason: TEXT}, ['name', 'bypass_reason']));

const COMPATIBILITY = object({previous_connector_version: TEXT, disable_for_version: TEXT});

const FUTURE_STATE = {
  oneOf: [
    object({bypass_reason: TEXT}, ['bypass_reason']),
    object({future_state_path: TEXT, missing_streams: EXCEPTIONS, cursor_format: {}}, [
      'future_state_path',
    ]),
  ],
};

const EXPECTED_RECORDS = {
  oneOf: [
    object({bypass_reason: TEXT}, ['bypass_reason']),
    object({path: TEXT, exact_order: TRUTH}, ['path']),
  ],
};

const SUITES = {
  spec: suite({
    spec_path: TEXT,
    backward_compatibility_tests_config: COMPATIBILITY,
    auth_default_method: {},
  }),
  connection: suite({status: {enum: ['succeed', 'failed', 'exception']}}),
  discovery: suite({
    backward_compatibility_tests_config: COMPATIBILITY,
    validate_primary_keys_data_type: TRUTH,
  }),
  basic_read: suite({
    // At strictness high every stream is read, and its schema is held.
    validate_schema: {const: true},
    empty_streams: EXCEPTIONS,
    expect_records: EXPECTED_RECORDS,
    validate_stream_statuses: TRUTH,
    validate_state_messages: TRUTH,
    validate_primary_keys_data_type: TRUTH,
    validate_data_points: TRUTH,
    fail_on_extra_columns: TRUTH,
    expect_trace_message_on_failure: TRUTH,
  }),
  full_refresh: suite({configured_catalog_path: TEXT, ignored_fields: {}}),
  incremental: suite({
    configured_catalog_path: TEXT,
    future_state: FUTURE_STATE,
    skip_comprehensive_incremental_tests: TRUTH,
  }),
};

/** Beyond strictness high, for connectors that Airbyte has certified. */
const FURTHER_SUITES = {connector_attributes: suite({}), connector_documentation: suite({})};

export const ACCEPTANCE_CONFIG_SCHEMA = object(
  {
    connector_image: TEXT,
    test_strictness_level: {const: 'high'},
    custom_environment_variables: {type: 'object'},
    acceptance_tests: object({...SUITES, ...FURTHER_SUITES}, Object.keys(SUITES)),
  },
  ['connector_image', 'test_strictness_level', 'acceptance_tests'],
);
