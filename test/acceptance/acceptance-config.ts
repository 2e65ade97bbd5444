/** `acceptance-test-config.yml`, as Airbyte's connector acceptance tests (CAT) read it. */
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {parse} from 'yaml';
import {REPOSITORY} from '../support/connector';

export interface Exception {
  name: string;
  bypass_reason?: string;
}

export interface ExpectedRecords {
  path?: string;
  bypass_reason?: string;
}

export interface FutureState {
  future_state_path?: string;
  missing_streams?: Exception[];
  bypass_reason?: string;
}

export interface SpecEntry {
  config_path: string;
  spec_path: string;
}

export interface ConnectionEntry {
  config_path: string;
  status: 'succeed' | 'failed' | 'exception';
}

export interface ReadEntry {
  config_path: string;
  configured_catalog_path?: string;
}

export interface BasicReadEntry extends ReadEntry {
  empty_streams?: Exception[];
  expect_records?: ExpectedRecords;
  validate_schema?: boolean;
  validate_stream_statuses?: boolean;
}

export interface IncrementalEntry extends ReadEntry {
  future_state?: FutureState;
  skip_comprehensive_incremental_tests?: boolean;
}

export interface Suite<Entry> {
  tests?: Entry[];
  bypass_reason?: string;
}

export interface AcceptanceConfig {
  connector_image: string;
  test_strictness_level: 'low' | 'high';
  acceptance_tests: {
    spec?: Suite<SpecEntry>;
    connection?: Suite<ConnectionEntry>;
    discovery?: Suite<ReadEntry>;
    basic_read?: Suite<BasicReadEntry>;
    full_refresh?: Suite<ReadEntry>;
    incremental?: Suite<IncrementalEntry>;
    connector_attributes?: Suite<{config_path: string}>;
    connector_documentation?: Suite<{config_path: string}>;
  };
}

export function readAcceptanceConfig(): AcceptanceConfig {
  return parse(readText('acceptance-test-config.yml')) as AcceptanceConfig;
}

/** Each path in the configuration is relative to the repository. */
export function readJson(path: string): unknown {
  return JSON.parse(readText(path));
}

export function readJsonLines(path: string): unknown[] {
  const lines = readText(path).split('\n').filter(Boolean);
  return lines.map((line): unknown => JSON.parse(line));
}

function readText(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8');
}

/** The entries of a suite. A suite without any would test nothing. */
export function entriesOf<Entry>(suite: Suite<Entry> | undefined): Entry[] {
  if (!suite?.tests?.length) throw new Error('acceptance-test-config.yml lists no test for this.');
  return suite.tests;
}
