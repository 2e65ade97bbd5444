import {makeCertificate} from '../../tenant/certificate';
import type {Certificate} from '../../tenant/certificate';
import type {EndDeadline} from './resident';
import {ResidentProcess} from './resident-process';
import {perTier} from './tier';

let resident: ResidentProcess | undefined;
let certificate: Promise<Certificate> | undefined;

/** One for all tenants of a test file, so that one process can trust them all. */
export function certificateOfFile(): Promise<Certificate> {
  return (certificate ??= makeCertificate());
}

/** Ends a time limit of the resident connector. A process of its own waits for it. */
export function endDeadline(end: EndDeadline): void {
  resident?.endDeadline(end);
}

/** What `useResident` has started, while it runs. */
export function currentResident(): ResidentProcess | undefined {
  return resident;
}

/**
 * The commands of this test file run in one resident connector, but for those that ask for a process
 * of their own. The full tier gives each of them a process.
 */
export function useResident(): void {
  if (!perTier({commit: true, full: false})) return;

  beforeAll(async () => {
    const {cert} = await certificateOfFile();
    resident = new ResidentProcess(cert);
  });

  afterAll(() => {
    resident?.stop();
    resident = undefined;
  });
}
