/** What a client has read: a client that reads only a part would be the fastest. */
import type {AirbyteMessage, JsonObject} from '../src/airbyte/messages';
import {startProgram} from './measure';
import type {Program} from './measure';
import {linesOf} from './output-lines';

interface PrintedRows {
  rows: number;
  /** The last state, where the program writes messages of the protocol. */
  state?: JsonObject;
}

const MESSAGE = Buffer.from('{"type":"');
const RECORD = Buffer.from('{"type":"RECORD"');

/** Also fills the caches of the tenant. @throws where the program fails. */
export async function readRows(program: Program): Promise<PrintedRows> {
  const {output, ended} = startProgram(program);
  const printed: PrintedRows = {rows: 0};
  for await (const line of linesOf(output)) {
    const isMessage = startsWith(line, MESSAGE);
    if (!isMessage || startsWith(line, RECORD)) printed.rows += 1;
    else keepState(printed, JSON.parse(line.toString()) as AirbyteMessage);
  }
  const code = await ended;
  if (code !== 0) throw new Error(`node ${program.args.join(' ')} ended with ${code}.`);
  return printed;
}

function startsWith(line: Buffer, beginning: Buffer): boolean {
  return line.subarray(0, beginning.length).equals(beginning);
}

function keepState(printed: PrintedRows, message: AirbyteMessage): void {
  if (message.type === 'STATE') printed.state = message.state;
}
