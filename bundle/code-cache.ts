/**
 * The file of V8's code cache: V8's data, then a line that says for what it was made. V8 itself refuses
 * data of another V8 and of other flags, but it looks at nothing of the code than its length, notices
 * no damaged byte, and knows of no processors.
 */
import {crc32} from 'node:zlib';

export function cacheFileOf(file: string): string {
  return `${file}.cache`;
}

/** The last line, for this process; fixed in length for one version of Node.js. */
function describe(code: Buffer, data: Buffer): string {
  const checksums = [code, data].map((bytes) => crc32(bytes).toString(16).padStart(8, '0'));
  return `\n${[process.version, process.platform, process.arch, ...checksums].join(' ')}\n`;
}

const LENGTH = describe(Buffer.alloc(0), Buffer.alloc(0)).length;

export function withDescription(code: Buffer, data: Buffer): Buffer {
  return Buffer.concat([data, Buffer.from(describe(code, data), 'latin1')]);
}

/** @returns V8's data; undefined where it was made for other code or by another Node.js. */
export function checkedData(code: Buffer, file: Buffer): Buffer | undefined {
  const data = file.subarray(0, Math.max(0, file.length - LENGTH));
  const description = file.toString('latin1', data.length);
  return description === describe(code, data) ? data : undefined;
}
