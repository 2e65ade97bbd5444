/** Places. With their texts they take about 5 MB. */
const SLOTS = 32_768;

/** Longer texts are rare, and their memory would be kept. */
const MAX_KEPT_LENGTH = 256;

const {imul} = Math;

/**
 * A function of texts that remembers results. Each text has one place, which the last text with that
 * place keeps: unlike a list of the most recent ones that is right also for streams that come by the
 * same people again and again, of whom there are more than places.
 */
export class RecentResults {
  private readonly texts: (string | undefined)[] = new Array<string | undefined>(SLOTS);
  private readonly results: string[] = new Array<string>(SLOTS);

  constructor(private readonly compute: (text: string) => string) {}

  of(text: string): string {
    if (text.length > MAX_KEPT_LENGTH) return this.compute(text);
    const slot = slotOf(text);
    if (this.texts[slot] === text) return this.results[slot]!;
    const result = this.compute(text);
    this.texts[slot] = text;
    this.results[slot] = result;
    return result;
  }
}

function slotOf(text: string): number {
  let hash = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    hash = imul(hash ^ text.charCodeAt(index), 2_654_435_761);
  }
  return (hash ^ (hash >>> 15)) & (SLOTS - 1);
}
