/**
 * Preloaded into a measured process (`node -r`): on exit it writes memory and processor time. The
 * peak is the kernel's VmHWM of this process; `maxRSS` would include the parent process.
 */
import {readFileSync, writeFileSync} from 'node:fs';

export interface Usage {
  peakMb: number;
  cpuSeconds: number;
}

export const USAGE_FILE = 'BENCH_USAGE_FILE';

function peakKb(): number {
  try {
    const status = readFileSync('/proc/self/status', 'utf8');
    const found = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1];
    if (found !== undefined) return Number(found);
  } catch {
    // Not Linux: see below.
  }
  return process.resourceUsage().maxRSS;
}

const file = process.env[USAGE_FILE];
if (file !== undefined) {
  process.on('exit', () => {
    const {user, system} = process.cpuUsage();
    const usage: Usage = {peakMb: peakKb() / 1024, cpuSeconds: (user + system) / 1e6};
    writeFileSync(file, JSON.stringify(usage));
  });
}
