/** What a connection has, as the platform keeps it: messages in two destinations, and last states. */
import {nameOf} from '../support/messages';
import type {Message, Result, Row, StateMessage} from '../support/messages';
import {committed, Warehouse} from '../support/warehouse';

export class History {
  private covered: Message[] = [];

  constructor(
    private readonly messages: Message[] = [],
    readonly states: ReadonlyMap<string, StateMessage> = new Map(),
  ) {}

  /** As a destination has it that keeps all records, and as one that loses what no STATE covers. */
  tables(stream: string): Map<string, Row>[] {
    return [this.messages, this.covered].map((messages) => {
      const warehouse = new Warehouse();
      warehouse.load(messages);
      return warehouse.table(stream);
    });
  }

  /** This history and a further read. */
  with(result: Result): History {
    const states = new Map(this.states);
    for (const message of result.messages) {
      if (message.type === 'STATE') states.set(nameOf(message), message);
    }
    const next = new History([...this.messages, ...result.messages], states);
    next.covered = [...this.covered, ...committed(result.messages)];
    return next;
  }
}
