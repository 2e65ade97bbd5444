import type {ReadRequest, Session} from '../airbyte/source';
import type {Config} from '../config/config';
import type {GraphSession} from '../graph-session';
import type {ProductNames} from '../streams/product-names';
import type {Workers} from './workers';

/** All that the streams of one read share. */
export interface SyncContext {
  config: Config;
  request: ReadRequest;
  session: Session;
  graphSession: GraphSession;
  workers: Workers;
  names: ProductNames;
}
