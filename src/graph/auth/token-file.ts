import {readFileSync} from 'node:fs';
import {ConfigError} from '../../errors';

/**
 * The token that the platform keeps in a file, as it is now: the platform renews it.
 * @throws ConfigError when there is none, with what to do.
 */
export function readTokenFile(path: string): string {
  const token = contentOf(path).trim();
  if (token === '') throw unusable(path, 'is empty');
  return token;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const {code} = error as NodeJS.ErrnoException;
    throw unusable(path, code === 'ENOENT' ? 'is gone' : `cannot be read (${code})`, error);
  }
}

function unusable(path: string, problem: string, cause?: unknown): ConfigError {
  return new ConfigError(
    `The file ${path} in credentials.token_file_path ${problem}. Let the platform mount the ` +
      'federated token there for as long as the connector runs, in Kubernetes by the label ' +
      'azure.workload.identity/use on the pod, and let this process read it ' +
      '(docs/setup.md, section 10).',
    {...(cause !== undefined && {cause})},
  );
}
