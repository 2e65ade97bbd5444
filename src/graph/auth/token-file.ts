import {readFileSync} from 'node:fs';
import {ConfigError} from '../../errors';
import {foreignName, message} from '../../message-text';
import {inSetupGuide} from '../../setup-guide';

/** What a token file holds, or why it holds nothing of use; `code` is Node's. */
export type TokenFile =
  | {kind: 'token'; token: string}
  | {kind: 'empty'}
  | {kind: 'missing'; cause: unknown}
  | {kind: 'unreadable'; code: string; cause: unknown};

export function inspectTokenFile(path: string): TokenFile {
  try {
    const token = readFileSync(path, 'utf8').trim();
    return token === '' ? {kind: 'empty'} : {kind: 'token', token};
  } catch (cause) {
    const {code = 'unknown'} = cause as NodeJS.ErrnoException;
    return code === 'ENOENT' ? {kind: 'missing', cause} : {kind: 'unreadable', code, cause};
  }
}

/**
 * The token that the platform keeps in a file, as it is now: the platform renews it.
 * @throws ConfigError when there is none, with what to do.
 */
export function readTokenFile(path: string): string {
  const file = inspectTokenFile(path);
  switch (file.kind) {
    case 'token':
      return file.token;
    case 'empty':
      throw unusable(path, 'is empty');
    case 'missing':
      throw unusable(path, 'is gone', file.cause);
    case 'unreadable':
      throw unusable(path, `cannot be read (${file.code})`, file.cause);
  }
}

function unusable(path: string, problem: string, cause?: unknown): ConfigError {
  return new ConfigError(
    message`The file ${foreignName(path)} in credentials.token_file_path ${problem}. Let the platform mount the federated token there while the connector runs, in Kubernetes by the label azure.workload.identity/use on the pod ${inSetupGuide('alternatives')}.`,
    {...(cause !== undefined && {cause})},
  );
}
