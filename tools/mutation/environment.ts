/** The environment that jest runs each test file in while mutants are tested. */
import {writeFileSync} from 'node:fs';
import {basename, join} from 'node:path';
import {performance} from 'node:perf_hooks';
import {TestEnvironment} from 'jest-environment-node';
import {RAN} from './functions';

type Arguments = ConstructorParameters<typeof TestEnvironment>;

/** What a test file did without a mutant. */
export interface Profile {
  test: string;
  functions: string[];
  durationMs: number;
  longestSilenceMs: number;
}

const {MUTATION_PROFILES: PROFILES} = process.env;

export default class MutationEnvironment extends TestEnvironment {
  private readonly test: string;
  private readonly startedAt = performance.now();
  private lastEventAt = this.startedAt;
  private longestSilenceMs = 0;

  constructor(...[config, context]: Arguments) {
    super(config, context);
    this.test = context.testPath;
  }

  /** The first failure decides about a mutant, and ends the process at once. */
  handleTestEvent({name}: {name: string}): void {
    this.hear();
    if (PROFILES !== undefined) return;
    if (name === 'test_fn_failure' || name === 'hook_failure') process.exit(1);
    process.send?.(name);
  }

  override async teardown(): Promise<void> {
    this.hear();
    if (PROFILES !== undefined) this.writeProfile(PROFILES);
    await super.teardown();
  }

  private hear(): void {
    const now = performance.now();
    this.longestSilenceMs = Math.max(this.longestSilenceMs, now - this.lastEventAt);
    this.lastEventAt = now;
  }

  private writeProfile(folder: string): void {
    const ran = (this.global as unknown as Record<string, Set<string> | undefined>)[RAN];
    const profile: Profile = {
      test: this.test,
      functions: [...(ran ?? [])],
      durationMs: performance.now() - this.startedAt,
      longestSilenceMs: this.longestSilenceMs,
    };
    const name = `${basename(this.test)}-${process.pid}-${Math.round(this.startedAt)}.json`;
    writeFileSync(join(folder, name), JSON.stringify(profile));
  }
}
