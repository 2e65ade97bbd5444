import {parseConfig} from '../../src/config/config';
import {codeBlocks, pages, readPage} from './markdown';

const NOW = Date.parse('2026-12-01T00:00:00Z');

/** Blocks of JSON that are settings, each with its page. */
const examples = pages().flatMap((page) =>
  codeBlocks(readPage(page), 'json')
    .filter((block) => block.includes('"tenant_id"'))
    .map((block) => ({page, block})),
);

test('every example of config.json is one that the connector takes', () => {
  expect(examples.length).toBeGreaterThan(2);
  for (const {page, block} of examples) {
    // On the machine of the test there is no such token, but another file.
    const there = block.replace(/(?<="token_file_path": )"[^"]+"/, JSON.stringify(__filename));
    const settings = JSON.parse(there) as Record<string, unknown>;
    expect([page, parseConfig(settings, {environment: {}, now: NOW}).config]).toEqual([
      page,
      expect.objectContaining({tenantId: settings['tenant_id'], clientId: settings['client_id']}),
    ]);
  }
});
