/**
 * `npm run test:commands`: types the commands of the README and of all pages in a fresh clone, in the order
 * of the pages, each once, against a simulated tenant. A command that fails, or has no rule, fails it.
 */
import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {startTenant} from '../../tenant/tenant';
import {ALL_ROLES} from '../../tenant/tenant-options';
import type {Tenant} from '../../tenant/tenant';
import {addressOf} from '../../tools/address';
import {packageFile} from '../platform/repository';
import {Clone} from './clone';
import {commandsIn, pagesWithCommands} from './page-commands';
import type {PageCommand} from './page-commands';
import {commandToRun, ruleOf} from './rules';

const USERS = 100;
const MAX_SHOWN_LINES = 20;

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** The file that every page has people write, with the settings of the tenant. */
function writeSettings(clone: Clone, tenant: Tenant): void {
  const certificate = join(clone.folder, 'certificate.pem');
  writeFileSync(join(clone.folder, 'config.json'), JSON.stringify(tenant.settings()));
  writeFileSync(certificate, tenant.certificatePem);
  clone.setEnvironment('NODE_EXTRA_CA_CERTS', certificate);
}

/** @returns whether it did what it should. */
async function type(clone: Clone, {page, command}: PageCommand, typed: string): Promise<boolean> {
  const {exitCode, seconds, output} = await clone.type(typed);
  const note = typed === command ? '' : `   (of: ${command})`;
  say(
    `${exitCode === 0 ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${page}: ${typed}${note}`,
  );
  if (exitCode !== 0) say(output.split('\n').slice(-MAX_SHOWN_LINES).join('\n'));
  return exitCode === 0;
}

function saySkipped({page, command}: PageCommand): boolean {
  const rule = ruleOf(command);
  const reason = rule && 'skip' in rule ? rule.skip : undefined;
  say(
    `${reason ? 'not run' : 'NO RULE'}           ${page}: ${command}   (${reason ?? 'test/commands/rules.ts'})`,
  );
  return reason !== undefined;
}

async function typeAll(clone: Clone, tenant: Tenant): Promise<number> {
  const done = new Set<string>();
  let failures = 0;
  for (const found of pagesWithCommands().flatMap(commandsIn)) {
    const typed = commandToRun(found.command);
    if (typed !== undefined && done.has(typed)) continue;
    const isGood = typed === undefined ? saySkipped(found) : await type(clone, found, typed);
    if (typed !== undefined) done.add(typed);
    if (typed?.startsWith('cd ')) writeSettings(clone, tenant);
    if (!isGood) failures += 1;
  }
  return failures;
}

async function main(): Promise<void> {
  const tenant = await startTenant({users: USERS, roles: ALL_ROLES});
  const clone = new Clone(addressOf(packageFile).repository);
  try {
    const failures = await typeAll(clone, tenant);
    say(failures === 0 ? 'Every command does what its page says.' : `${failures} failed.`);
    process.exitCode = failures === 0 ? 0 : 1;
  } finally {
    clone.remove();
    await tenant.close();
  }
}

void main();
