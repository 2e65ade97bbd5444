/** Lets one holder at a time do something, the others in the order in which they came. */
export class Mutex {
  private readonly waiting: (() => void)[] = [];
  private isHeld = false;

  /** @throws the reason of the signal when it aborts before the turn has come. */
  async acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (!this.isHeld) {
      this.isHeld = true;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const abort = (): void => {
        this.waiting.splice(this.waiting.indexOf(take), 1);
        reject(signal.reason as Error);
      };
      const take = (): void => {
        signal.removeEventListener('abort', abort);
        resolve();
      };
      this.waiting.push(take);
      signal.addEventListener('abort', abort, {once: true});
    });
  }

  /** Does nothing where nobody holds it. */
  release(): void {
    const next = this.waiting.shift();
    if (next) next();
    else this.isHeld = false;
  }
}
