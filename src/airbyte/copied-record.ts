/** A record whose fields are copied from the page that they came in. */
import type {RowText} from '../copied-row';
import type {JsonObject, StreamDescriptor} from './messages';
import {escapeLineSeparators} from './sanitize';

/** What stands around the text of a row without its closing bracket. */
export class CopiedRecords {
  readonly head: string;
  /** The member that was written last for a field: most are null, or the same in all rows of a page. */
  private readonly members = new Map<string, {value: unknown; member: string}>();

  constructor({name, namespace}: StreamDescriptor) {
    const record = JSON.stringify(namespace ? {stream: name, namespace} : {stream: name});
    this.head = escapeLineSeparators(`{"type":"RECORD","record":${record.slice(0, -1)},"data":`);
  }

  /** The fields that the text lacks, and the end of the message. */
  tailOf(row: JsonObject, {lacks}: RowText, emittedAt: number): string {
    let tail = '';
    for (const field of lacks) tail += this.memberOf(field, row[field] ?? null);
    return `${tail}},"emitted_at":${emittedAt}}}`;
  }

  private memberOf(field: string, value: unknown): string {
    const known = this.members.get(field);
    if (known && known.value === value) return known.member;
    const member = `,${JSON.stringify(field)}:${JSON.stringify(value)}`;
    this.members.set(field, {value, member});
    return member;
  }
}
