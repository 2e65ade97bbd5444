/** A tenant and a connector for one scene, on one clock that no wait holds up. */
import type {SyncMode} from '../../../src/airbyte/messages';
import {catalogOf} from '../../support/connection';
import {Connector} from '../../support/connector';
import type {Files} from '../../support/connector';
import type {Result} from '../../support/messages';
import {NOON} from '../../support/test-date';
import {startTenant} from '../../../tenant/tenant';
import type {Tenant, TenantOptions} from '../../../tenant/tenant';

const DAY_MS = 86_400_000;

export class Stage {
  private constructor(
    readonly tenant: Tenant,
    private readonly clock: {now: number},
  ) {}

  /** Builds it, plays, and clears it away. */
  static async play<Outcome>(
    options: TenantOptions,
    scene: (stage: Stage) => Promise<Outcome>,
  ): Promise<Outcome> {
    const clock = {now: NOON};
    const tenant = await startTenant({users: 40, now: () => clock.now, ...options});
    try {
      return await scene(new Stage(tenant, clock));
    } finally {
      await tenant.close();
    }
  }

  run(args: string[], files: Files): Promise<Result> {
    return new Connector(this.tenant).run(args, {files, clock: this.clock});
  }

  /** With the settings of the tenant, and perhaps others. */
  command(name: string, settings?: object): Promise<Result> {
    return this.run([name], {config: this.tenant.settings(settings)});
  }

  read(mode: SyncMode, streams: readonly string[], more: Files = {}): Promise<Result> {
    const config = this.tenant.settings();
    return this.run(['read'], {config, catalog: catalogOf(mode, streams), ...more});
  }

  /** Every stream that the connector has. */
  async streams(): Promise<string[]> {
    const {messages} = await this.command('discover');
    return messages.flatMap((message) =>
      message.type === 'CATALOG' ? message.catalog.streams.map(({name}) => name) : [],
    );
  }

  passDay(): void {
    this.clock.now += DAY_MS;
  }
}
