/** Runs the connector's commands one after another, each with a line of progress. */
import type {AirbyteMessage, SyncMode} from '../src/airbyte/messages';
import {runConnector} from './connector';
import {absolutePath, relativePath, writeJson} from './output-folder';
import {formatNumber} from './table';

export const CATALOGS: Record<SyncMode, string> = {
  full_refresh: 'catalog.json',
  incremental: 'catalog-incremental.json',
};

/** A line gets a dot for every stream that ends. */
export class CommandRunner {
  private count = 0;

  async run(title: string, args: readonly string[]): Promise<AirbyteMessage[]> {
    const startedAt = performance.now();
    this.count += 1;
    process.stdout.write(`  ${title.padEnd(28)}`);
    const messages = await runConnector({
      args,
      outputFile: absolutePath(`printed/${this.count}-${title.replace(/\W+/g, '-')}.jsonl`),
      environment: {NODE_EXTRA_CA_CERTS: absolutePath('tenant/certificate.pem')},
      onMessage: showProgress,
    });
    const seconds = (performance.now() - startedAt) / 1000;
    process.stdout.write(`${summary(messages)}, ${seconds.toFixed(1)} s\n`);
    return messages;
  }

  read(title: string, mode: SyncMode, states?: object[]): Promise<AirbyteMessage[]> {
    const files = [
      '--config',
      relativePath('config.json'),
      '--catalog',
      relativePath(CATALOGS[mode]),
    ];
    if (states) writeJson('state.json', states);
    const state = states ? ['--state', relativePath('state.json')] : [];
    return this.run(title, ['read', ...files, ...state]);
  }
}

function showProgress(message: AirbyteMessage): void {
  if (message.type !== 'TRACE' || message.trace.type !== 'STREAM_STATUS') return;
  const {status} = message.trace.stream_status;
  if (status === 'COMPLETE' || status === 'INCOMPLETE') process.stdout.write('.');
}

function summary(messages: readonly AirbyteMessage[]): string {
  for (const message of messages) {
    if (message.type === 'CONNECTION_STATUS') {
      const {status, message: text} = message.connectionStatus;
      return text ? `${status}: ${text.split('\n')[0]?.replace(/\.$/, '')}` : status;
    }
    if (message.type === 'CATALOG') return `${message.catalog.streams.length} streams`;
    if (message.type === 'SPEC') return 'the settings form';
  }
  const records = messages.filter(({type}) => type === 'RECORD').length;
  return ` ${formatNumber(records)} records`;
}
