/** The rows of a report stream, for its family. */
import {discovered, expectedRows} from '../support/expected-reports';
import type {Row} from '../support/messages';
import type {Tenant} from '../../tenant/tenant';

export function reportRows(name: string): (tenant: Tenant) => Promise<Map<string, Row>> {
  return async (tenant) => {
    const stream = (await discovered(tenant)).find((known) => known.name === name);
    if (!stream) throw new Error(`there is no stream ${name}`);
    return expectedRows(tenant, {stream});
  };
}
