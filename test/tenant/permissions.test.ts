import {loadStreams} from '../../src/streams/load';
import {needsOf} from '../../src/streams/permissions';
import {findRoute, loadRoutes} from '../../tenant/router';

/** Endpoints that one permission opens, and nothing in place of it: their routes look for themselves. */
const ONE_PERMISSION = ['Reports.Read.All', 'AuditLog.Read.All'];

test('the tenant opens a list to whom the definitions call enough, and to nobody else', async () => {
  const routes = await loadRoutes();
  for (const {definition} of await loadStreams()) {
    const needs = needsOf(definition.permissions).filter(
      ([name]) => !ONE_PERMISSION.includes(name!),
    );
    if (needs.length === 0) continue;
    const match = findRoute(routes, 'GET', `/v1.0${definition.endpoint}`);
    const opens = [...(match?.route.anyOf ?? [])].sort();
    expect([definition.name, needs.flat().sort()]).toEqual([definition.name, opens]);
  }
});
