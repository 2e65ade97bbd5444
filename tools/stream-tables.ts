/** Tables about streams in hand-written pages. */
import type {ReportsApi} from '../src/graph/reports/reports-api';
import {ALL_PERMISSIONS, permissionsOf} from '../src/streams/permissions';
import {pathsOfKind} from '../src/streams/personal-data';
import {dateUrl, expandOf, snapshotRequests} from '../src/streams/request-url';
import type {Stream, StreamDefinition} from '../src/streams/stream';
import {code, table} from './markdown-table';

export function streamsByPermission(streams: readonly Stream[]): string[] {
  const names = [...new Set(permissionsOf(definitionsOf(streams)).map(({name}) => name))];
  const rows = names.map((name) => [code(name), needing(name, streams)]);
  return table(['Permission', 'Streams that need it'], rows);
}

export function appRoles(streams: readonly Stream[]): string[] {
  const rows = ALL_PERMISSIONS.map(({name, appRoleId, optional}) => {
    const needed = needing(name, streams);
    const added = !optional ? 'yes' : needed ? 'with `--streams`' : 'with `--report-settings`';
    return [code(name), code(appRoleId), added, needed || 'none'];
  });
  return table(['Application permission', 'App role id', 'Added', 'Streams that need it'], rows);
}

function needing(permission: string, streams: readonly Stream[]): string {
  const needed = definitionsOf(streams).filter(({permissions}) =>
    permissions.some(({name}) => name === permission),
  );
  const others = needed.filter(({report}) => !report).map(({name}) => code(name));
  const reports = needed.length > others.length ? ['every usage report'] : [];
  return [...reports, ...others].join(', ');
}

export function personalDataByStream(streams: readonly Stream[]): string[] {
  return table(
    ['Stream', 'Identifies a person', 'Names or describes a person', 'What the stream says'],
    streams.filter(({definition}) => !isDaily(definition)).map(personalData),
  );
}

function personalData(stream: Stream): string[] {
  const list = (paths: string[]): string =>
    paths.length === 0 ? 'none' : paths.map(code).join(', ');
  const {definition, schema} = stream;
  const identifying = list(pathsOfKind(schema, ['id', 'address']));
  const describing = list(pathsOfKind(schema, ['name', 'free_text', 'device']));
  return [code(definition.name), identifying, describing, firstSentence(stream)];
}

/** What each stream asks Microsoft Graph for; a daily stream stands in the row of its report. */
export function requestsByStream(streams: readonly Stream[]): string[] {
  const dailyNames = new Set(
    definitionsOf(streams)
      .filter(isDaily)
      .map(({name}) => name),
  );
  const rows = streams.flatMap((stream) => {
    const {definition} = stream;
    if (isDaily(definition)) return [];
    const daily = `${definition.name}_daily`;
    const names = [definition.name, ...(dailyNames.has(daily) ? [daily] : [])];
    const permissions = definition.permissions.map(({name}) => code(name)).join(', ');
    const requests = requestsOf(definition).map(code).join(', ');
    return [[requests, names.map(pageOf).join(', '), firstSentence(stream), permissions]];
  });
  return table(['Request (`GET`)', 'Stream', 'Data retrieved', 'Permission'], rows);
}

/** For paths alone. */
const EXAMPLE: ReportsApi = {baseUrl: '', query: '', origin: 'report'};

function requestsOf(definition: StreamDefinition): string[] {
  const {endpoint, cursor, report, subset} = definition;
  if (report) {
    const urls = snapshotRequests(EXAMPLE, definition, 'D30').map(({url}) => url);
    return report.takes === 'period or date'
      ? [...urls, dateUrl(EXAMPLE, definition, 'YYYY-MM-DD')]
      : urls;
  }
  const expand = expandOf(definition);
  const options = [expand && `$expand=${expand}`, subset && `$filter=${subset.filter}`];
  const list = [endpoint, options.filter(Boolean).join('&')].filter(Boolean).join('?');
  return cursor.kind === 'delta_link' ? [list, cursor.endpoint, cursor.deletedItems] : [list];
}

/** What each usage report tells, and of whom. */
export function reportsByService(streams: readonly Stream[]): string[] {
  const reports = streams.filter(({definition}) => definition.report && !isDaily(definition));
  const rows = reports.map((stream) => {
    const {name, report, domainFilter} = stream.definition;
    const field = domainFilter.kind === 'user_principal_name' ? domainFilter.field : undefined;
    const whose = field === undefined ? 'nobody' : code(field);
    const covers = report?.takes === 'nothing' ? 'all time' : 'the period';
    const daily = report?.takes === 'period or date' ? 'yes' : 'no';
    return [pageOf(name), firstSentence(stream), covers, daily, whose];
  });
  return table(['Report', 'What it tells', 'Covers', 'Also by day', 'Names a person by'], rows);
}

function isDaily({cursor}: StreamDefinition): boolean {
  return cursor.kind === 'daily_slices';
}

function pageOf(name: string): string {
  return `[${code(name)}](streams/${name}.md)`;
}

function firstSentence({schema}: Stream): string {
  const [sentence = ''] = String(schema['description']).split(/(?<=\.) /);
  return sentence;
}

function definitionsOf(streams: readonly Stream[]): StreamDefinition[] {
  return streams.map(({definition}) => definition);
}
