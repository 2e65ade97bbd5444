/** Addresses without anything that belongs to one tenant or one person. */

const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi;
/** What Microsoft's paths are made of. Anything else may be a name or an id. */
const PATH_WORD = /^[A-Za-z$][A-Za-z.]*\d?$/;
const VERSION = /^(?:v\d+(?:\.\d+)?|beta)$/;
const FUNCTION = /^([A-Za-z][\w.]{0,80})\((.*)\)$/;
const PARAMETER = /^(\w+)=('?)(D\d{1,3}|v\d+)\2$/;

export function withoutIds(text: string): string {
  return text.replace(GUID, '{id}');
}

/** `/v1.0/reports/getX(period='D30')` as it is, `/v1.0/users/ann@contoso.com` as `/v1.0/users/{other}`. */
export function endpointTemplate(pathname: string): string {
  return decoded(pathname).split('/').map(segmentTemplate).join('/');
}

function decoded(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

function segmentTemplate(segment: string): string {
  if (segment === '' || PATH_WORD.test(segment) || VERSION.test(segment)) return segment;
  const [, name, parameters] = FUNCTION.exec(segment) ?? [];
  if (name !== undefined) return `${name}(${(parameters ?? '').split(',').map(parameter).join()})`;
  return withoutIds(segment) === '{id}' ? '{id}' : '{other}';
}

/** Periods and versions stay, days and all else become a word. */
function parameter(text: string): string {
  if (text === '' || PARAMETER.test(text)) return text;
  return /^\w+=/.exec(text) ? `${text.slice(0, text.indexOf('='))}={value}` : '{value}';
}

/** The options of a query by name, with the values that no tenant has for itself. */
export function queryTemplate(query: URLSearchParams): string[] {
  return [...query].map(([name, value]) => {
    const shown = /^[$\w-]{1,40}$/.test(name) ? name : '{other}';
    return /^(?:\d{1,5}|true|false|latest)$/.test(value) ? `${shown}=${value}` : shown;
  });
}
