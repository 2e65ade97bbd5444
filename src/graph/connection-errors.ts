/** The rows of the error-resolution table for what stands between this machine and the service. */
import type {ErrorResolution} from './resolution';
import {inSetupGuide} from '../setup-guide';

/** Node's and OpenSSL's code for a certificate whose time has passed. */
const CERTIFICATE: Pick<ErrorResolution, 'connection' | 'condition' | 'action' | 'failureType'> = {
  connection: true,
  condition: 'certificate_untrusted',
  action: 'fail',
  failureType: 'config_error',
};

/** An untrusted certificate does not heal by itself, nor does a proxy that wants something else. */
export const CONNECTION_ERRORS: readonly ErrorResolution[] = [
  {
    ...CERTIFICATE,
    codes: ['CERT_HAS_EXPIRED'],
    meaning: 'The certificate of {host} has expired ({code}).',
    advice:
      'Correct the clock of this machine. If it is right, ask the administrator of your proxy: it may ' +
      `present a certificate of its own ${inSetupGuide('messages')}.`,
  },
  {
    ...CERTIFICATE,
    codes: ['CERT_NOT_YET_VALID'],
    meaning: 'The certificate of {host} is not valid yet ({code}).',
    advice: `Correct the clock of this machine ${inSetupGuide('messages')}.`,
  },
  {
    ...CERTIFICATE,
    codes: ['ERR_TLS_CERT_ALTNAME_INVALID'],
    meaning: '{host} presented the certificate of another host ({code}).',
    advice:
      'Ask the administrator of your proxy and name server (DNS) why they lead elsewhere ' +
      `${inSetupGuide('messages')}.`,
  },
  {
    ...CERTIFICATE,
    says: /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS/,
    meaning: 'The certificate of {host} is not trusted on this machine ({code}).',
    advice:
      'If a proxy inspects the traffic, set the environment ' +
      'variable NODE_EXTRA_CA_CERTS to its root certificate (PEM) ' +
      `${inSetupGuide('messages')}.`,
  },
  {
    connection: true,
    codes: ['PROXY_407'],
    condition: 'proxy_refused',
    action: 'fail',
    failureType: 'config_error',
    meaning: 'The proxy {proxy} requires a username and a password that it knows (status 407).',
    advice:
      'Put them into the environment variable {variable}, in the form ' +
      'http://user:password@{proxy}, the password percent-encoded.',
  },
  {
    connection: true,
    says: /^PROXY_(?!408|429)(\d{1,2}|[1-4]\d\d) /,
    condition: 'proxy_refused',
    action: 'fail',
    failureType: 'config_error',
    meaning: 'The proxy {proxy} does not let this machine connect to {host} (status {status}).',
    advice: 'Ask the administrator of the proxy to allow {host}.',
  },
  {
    connection: true,
    says: /^PROXY_\d+ /,
    condition: 'connection_failed',
    action: 'retry',
    failureType: 'transient_error',
    meaning: 'The proxy {proxy} did not connect to {host} (status {status})',
  },
  {
    intermediary: true,
    condition: 'intermediary_answered',
    action: 'retry',
    failureType: 'transient_error',
    meaning: 'Something between this machine and {host} answered in its place (status {answer})',
    advice: 'Ask the administrator of your network, proxy or web filter to allow that host.',
  },
  {
    connection: true,
    codes: ['REPORT_IN_JSON'],
    condition: 'response_unexpected',
    action: 'fail',
    failureType: 'system_error',
    meaning:
      'Microsoft Graph sent the report {path} as JSON, although the connector requested CSV.',
    advice:
      'No row of it was delivered. Update the connector; if that does not help, report this ' +
      'together with the log of the run.',
  },
  {
    connection: true,
    codes: ['NOT_JSON', 'NOT_CSV', 'CUT_SHORT'],
    condition: 'response_unusable',
    action: 'retry',
    failureType: 'transient_error',
    meaning: '{host} sent no complete response of the service ({code})',
  },
  {
    connection: true,
    condition: 'connection_failed',
    action: 'retry',
    failureType: 'transient_error',
    meaning: '{host} gave no complete answer ({code})',
  },
];
