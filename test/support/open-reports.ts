import {existsSync, readdirSync, readlinkSync} from 'node:fs';

const DESCRIPTORS = '/proc/self/fd';

/**
 * Holds after each test that every report was closed. Its file has no name by then, so it is looked
 * for among the open files of this process, which only Linux lists. Call it behind an `afterEach`
 * that closes reports.
 */
export function expectNoOpenReports(): void {
  afterEach(() => expect(openReports()).toEqual([]));
}

function openReports(): string[] {
  if (!existsSync(DESCRIPTORS)) return [];
  return readdirSync(DESCRIPTORS)
    .map(targetOf)
    .filter((target) => target.includes('source-microsoft-365-'));
}

function targetOf(descriptor: string): string {
  try {
    return readlinkSync(`${DESCRIPTORS}/${descriptor}`);
  } catch {
    return ''; // that of the listing itself
  }
}
