const RealDate = Date;

/**
 * Makes the date of this process that of a clock. Packages for signing in look at the date
 * themselves, and must not find a token outdated that the clock finds fresh.
 */
export function ownDate(now: () => number): void {
  globalThis.Date = new Proxy(RealDate, {
    construct: (real, values: unknown[]) =>
      Reflect.construct(real, values.length === 0 ? [now()] : values) as Date,
    get: (real, name) => (name === 'now' ? now : (Reflect.get(real, name) as unknown)),
  });
}
