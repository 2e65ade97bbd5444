/**
 * App registrations and enterprise applications of a tenant, as Microsoft Graph shows them: as much
 * as setting up an app asks for. https://learn.microsoft.com/graph/api/resources/application
 */
import {createHash, randomUUID} from 'node:crypto';

export const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000';

interface Credential {
  keyId: string;
  displayName: string | null;
  endDateTime: string;
}

export interface Application {
  id: string;
  appId: string;
  displayName: string;
  signInAudience: string;
  tags: string[];
  requiredResourceAccess: {resourceAppId: string; resourceAccess: {id: string; type: string}[]}[];
  passwordCredentials: Credential[];
  keyCredentials: (Credential & {customKeyIdentifier: string; key: string | null})[];
}

interface ServicePrincipal {
  id: string;
  appId: string;
  displayName: string;
}

interface AppRoleAssignment {
  id: string;
  principalId: string;
  resourceId: string;
  appRoleId: string;
}

export interface Registrations {
  applications: Application[];
  servicePrincipals: ServicePrincipal[];
  appRoleAssignments: AppRoleAssignment[];
  /** The values of the client secrets, which nothing shows again. */
  secrets: string[];
  /** What the account that signed in may do, by its roles in Microsoft Entra ID. */
  mayRegister: boolean;
  mayConsent: boolean;
  /** As many requests about a new object are answered as if it were not there. */
  unknownTimes: number;
}

export interface GraphResponse {
  status: number;
  body?: object;
}

interface GraphRequest {
  registrations: Registrations;
  params: string[];
  filter: string | null;
  body: Record<string, unknown>;
}

type Handler = (request: GraphRequest) => GraphResponse;

export function newRegistrations(): Registrations {
  const graph = {id: randomUUID(), appId: MICROSOFT_GRAPH, displayName: 'Microsoft Graph'};
  return {
    applications: [],
    servicePrincipals: [graph],
    appRoleAssignments: [],
    secrets: [],
    mayRegister: true,
    mayConsent: true,
    unknownTimes: 0,
  };
}

function failure(status: number, code: string, message: string): GraphResponse {
  return {status, body: {error: {code, message}}};
}

function notFound(id: string): GraphResponse {
  const message = `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`;
  return failure(404, 'Request_ResourceNotFound', message);
}

class UnknownFilter extends Error {}

/** Of `displayName eq 'O''Brien'` and `servicePrincipalNames/any(c:c eq '…')`, and of no others. */
function matching<Row extends object>(rows: readonly Row[], filter: string | null): Row[] {
  if (filter === null) return [...rows];
  const pattern = /^(?:(\w+) eq|servicePrincipalNames\/any\(\w+:\w+ eq) '((?:[^']|'')*)'\)?$/;
  const match = pattern.exec(filter);
  if (!match) throw new UnknownFilter(`Invalid filter clause: ${filter}`);
  const [, name = 'appId', value = ''] = match;
  const wanted = value.replaceAll("''", "'");
  return rows.filter((row) => (row as Record<string, unknown>)[name] === wanted);
}

function denied(): GraphResponse {
  const message = 'Insufficient privileges to complete the operation.';
  return failure(403, 'Authorization_RequestDenied', message);
}

function createApplication({registrations, body}: GraphRequest): GraphResponse {
  if (!registrations.mayRegister) return denied();
  const application = {
    id: randomUUID(),
    appId: randomUUID(),
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    tags: [],
    requiredResourceAccess: [],
    passwordCredentials: [],
    keyCredentials: [],
    ...body,
  } as unknown as Application;
  registrations.applications.push(application);
  return {status: 201, body: application};
}

function withApplication(
  request: GraphRequest,
  use: (application: Application) => GraphResponse,
): GraphResponse {
  const [id = ''] = request.params;
  const found = request.registrations.applications.find((each) => each.id === id);
  return found ? use(found) : notFound(id);
}

/** Keys that are there already come back as Graph showed them: without their bytes. */
function updateApplication(request: GraphRequest): GraphResponse {
  return withApplication(request, (application) => {
    Object.assign(application, request.body);
    for (const key of application.keyCredentials) {
      if (key.key === null) continue;
      const der = Buffer.from(key.key, 'base64');
      const thumbprint = createHash('sha1').update(der).digest('hex').toUpperCase();
      Object.assign(key, {customKeyIdentifier: thumbprint, key: null});
    }
    return {status: 204};
  });
}

function deleteApplication(request: GraphRequest): GraphResponse {
  return withApplication(request, ({id, appId}) => {
    const {registrations} = request;
    registrations.applications = registrations.applications.filter((each) => each.id !== id);
    const isGone = (each: ServicePrincipal): boolean => each.appId === appId;
    const gone = registrations.servicePrincipals.filter(isGone).map((each) => each.id);
    registrations.servicePrincipals = registrations.servicePrincipals.filter(
      (each) => !isGone(each),
    );
    registrations.appRoleAssignments = registrations.appRoleAssignments.filter(
      ({principalId}) => !gone.includes(principalId),
    );
    return {status: 204};
  });
}

function addPassword(request: GraphRequest): GraphResponse {
  return withApplication(request, (application) => {
    const secretText = `very~secret.${randomUUID()}`;
    request.registrations.secrets.push(secretText);
    const asked = request.body['passwordCredential'] as {displayName: string; endDateTime: string};
    const credential = {keyId: randomUUID(), ...asked};
    application.passwordCredentials.push(credential);
    return {status: 200, body: {...credential, secretText}};
  });
}

function createServicePrincipal({registrations, body}: GraphRequest): GraphResponse {
  const appId = String(body['appId']);
  const application = registrations.applications.find((each) => each.appId === appId);
  if (!application || isUnknownYet(registrations)) {
    const message = `The appId '${appId}' of the service principal does not reference a valid application object.`;
    return failure(400, 'Request_BadRequest', message);
  }
  const principal = {id: randomUUID(), appId, displayName: application.displayName};
  registrations.servicePrincipals.push(principal);
  return {status: 201, body: principal};
}

function isUnknownYet(registrations: Registrations): boolean {
  registrations.unknownTimes -= 1;
  return registrations.unknownTimes >= 0;
}

function assignAppRole({registrations, body}: GraphRequest): GraphResponse {
  if (!registrations.mayConsent) return denied();
  const wanted = body as unknown as AppRoleAssignment;
  const {principalId, resourceId, appRoleId} = wanted;
  const isKnown = registrations.servicePrincipals.some(({id}) => id === principalId);
  if (!isKnown || isUnknownYet(registrations)) return notFound(principalId);
  const isThere = registrations.appRoleAssignments.some(
    (each) => each.principalId === principalId && each.appRoleId === appRoleId,
  );
  if (isThere) {
    const message = 'Permission being assigned already exists on the object';
    return failure(400, 'Request_BadRequest', message);
  }
  const assignment = {id: randomUUID(), principalId, resourceId, appRoleId};
  registrations.appRoleAssignments.push(assignment);
  return {status: 201, body: assignment};
}

function list(rows: readonly object[]): GraphResponse {
  return {status: 200, body: {value: rows}};
}

function one(row: object | undefined, id: string): GraphResponse {
  return row ? {status: 200, body: row} : notFound(id);
}

const ROUTES: readonly [method: string, path: RegExp, handler: Handler][] = [
  [
    'GET',
    /^\/applications$/,
    ({registrations, filter}) => list(matching(registrations.applications, filter)),
  ],
  ['POST', /^\/applications$/, createApplication],
  [
    'GET',
    /^\/applications\/([^/]+)$/,
    (request) => withApplication(request, (body) => ({status: 200, body})),
  ],
  ['PATCH', /^\/applications\/([^/]+)$/, updateApplication],
  ['DELETE', /^\/applications\/([^/]+)$/, deleteApplication],
  ['POST', /^\/applications\/([^/]+)\/addPassword$/, addPassword],
  [
    'GET',
    /^\/servicePrincipals$/,
    ({registrations, filter}) => list(matching(registrations.servicePrincipals, filter)),
  ],
  ['POST', /^\/servicePrincipals$/, createServicePrincipal],
  [
    'GET',
    /^\/servicePrincipals\/([^/]+)$/,
    ({registrations, params: [id = '']}) =>
      one(
        registrations.servicePrincipals.find((each) => each.id === id),
        id,
      ),
  ],
  [
    'GET',
    /^\/servicePrincipals\/([^/]+)\/appRoleAssignments$/,
    ({registrations, params: [id]}) =>
      list(registrations.appRoleAssignments.filter(({principalId}) => principalId === id)),
  ],
  ['POST', /^\/servicePrincipals\/([^/]+)\/appRoleAssignedTo$/, assignAppRole],
];

/** @param url behind the version, such as `/applications?$filter=…`. */
export function answer(
  registrations: Registrations,
  request: {method: string; url: string; body?: string},
): GraphResponse {
  const {pathname, searchParams} = new URL(request.url, 'https://graph.invalid');
  for (const [method, pattern, handler] of ROUTES) {
    const match = pattern.exec(pathname);
    if (!match || method !== request.method.toUpperCase()) continue;
    const body = JSON.parse(request.body || '{}') as Record<string, unknown>;
    const filter = searchParams.get('$filter');
    try {
      return handler({registrations, params: match.slice(1), filter, body});
    } catch (error) {
      if (error instanceof UnknownFilter) return failure(400, 'BadRequest', error.message);
      throw error;
    }
  }
  return failure(400, 'BadRequest', `Resource not found for the segment '${pathname}'.`);
}
