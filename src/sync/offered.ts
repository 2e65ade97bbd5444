import type {StreamDefinition} from './define-stream';

/** Whether Microsoft has the data in this cloud: some of it only in the worldwide one. */
export function isOffered({clouds}: StreamDefinition, isGlobal: boolean): boolean {
  return isGlobal || clouds === 'all';
}
