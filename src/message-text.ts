/**
 * Messages for people, which stay under a limit: what others wrote gives way (the text of Graph, the
 * title of a page, a host, a path, a list of names), and what the connector says stays whole.
 */

/** Under 300 characters, with which a message is read and no screen cuts it. */
export const MAX_MESSAGE_LENGTH = 299;

/** What a cut leaves of a text, a name or the first entry of a list; less tells nothing. */
const MIN_WORDS = 32;
const MIN_NAME = 20;
/** No name of a stream is longer. */
const MIN_ENTRY = 38;

/** For the log of a fault: enough to find it, and no whole page. */
const MAX_WHOLE_LENGTH = 2_000;

type Segment =
  | {kind: 'own'; text: string}
  /** Cut between words: a part of a word could be a part of a secret that is then not found. */
  | {kind: 'words'; text: string}
  /** One word, cut in its middle: the end of a host or a path tells most. */
  | {kind: 'name'; text: string}
  | {kind: 'list'; items: readonly string[]}
  /** Left out whole where nothing else can give way. */
  | {kind: 'detail'; segments: readonly Segment[]};

type Flexible = Exclude<Segment, {kind: 'own' | 'detail'}>;

export type MessagePart = string | number | MessageText;

/** A message, or a part of one, in segments that know how they may be shortened. */
export class MessageText {
  constructor(readonly segments: readonly Segment[]) {}

  /** Within the limit, unless the connector's own words alone are beyond it. */
  toString(): string {
    return this.within(MAX_MESSAGE_LENGTH);
  }

  /** For a part of a message that is a string already. */
  within(maxLength: number): string {
    return fitted(this.segments, maxLength);
  }

  /** What others wrote, as `toString` shows it, where it has something of these texts. */
  shownOf(quoted: readonly string[]): string[] {
    return fit(this.segments, MAX_MESSAGE_LENGTH)
      .filter(({segment}) => segment.kind !== 'own' && quoted.some(sharesWords(wholeOf(segment))))
      .map(({text}) => text);
  }

  /** With everything that `toString` may leave out. */
  get whole(): string {
    const segments = flattened(this.segments, Infinity);
    return joined(punctuated(segments.map((segment) => ({segment, text: wholeOf(segment)}))));
  }
}

/** Template tag: texts are the connector's own, unless they come from a function below. */
export function message(texts: TemplateStringsArray, ...parts: MessagePart[]): MessageText {
  const segments = texts.flatMap((text, index) => {
    const part = index < parts.length ? parts[index]! : '';
    return [{kind: 'own', text} as const, ...asMessage(part).segments];
  });
  return new MessageText(segments);
}

export function asMessage(part: MessagePart): MessageText {
  if (part instanceof MessageText) return part;
  return new MessageText([{kind: 'own', text: String(part)}]);
}

/** Words of somebody else, such as Graph's `error.message`, in one line. */
export function foreignText(text: string): MessageText {
  return new MessageText([{kind: 'words', text: oneLine(text)}]);
}

/** A name of somebody else, such as a host, a path or a domain; blanks around it count. */
export function foreignName(text: string): MessageText {
  return new MessageText([{kind: 'name', text: text.replace(/[\r\n]+/g, ' ')}]);
}

/** Such as `a, b and 7 more`. */
export function listOf(items: readonly string[]): MessageText {
  return new MessageText([{kind: 'list', items: items.map(oneLine)}]);
}

/** What may be missing; the first detail goes first. */
export function detail(texts: TemplateStringsArray, ...parts: MessagePart[]): MessageText {
  return new MessageText([{kind: 'detail', segments: message(texts, ...parts).segments}]);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

interface Shown {
  segment: Flat;
  text: string;
}

function fitted(all: readonly Segment[], max: number): string {
  return joined(fit(all, max));
}

/** The connector's full stop is left out where the words of others end a sentence by themselves. */
function joined(shown: readonly Shown[]): string {
  return shown.reduce((line, {segment, text}) => {
    const isEnded =
      segment.kind === 'own' && /([…!?]|\.{3})$/.test(line) && /^\.(?= |$)/.test(text);
    return line + (isEnded ? text.slice(1) : text);
  }, '');
}

function fit(all: readonly Segment[], max: number): Shown[] {
  const details = all.filter(({kind}) => kind === 'detail').length;
  let segments = flattened(all, details);
  for (let kept = details - 1; kept >= 0 && lengthAt(segments, 0) > max; kept -= 1) {
    segments = flattened(all, kept);
  }
  let room = max;
  while (room > 0 && lengthAt(segments, room) > max) room -= 1;
  return punctuated(segments.map((segment) => ({segment, text: renderedAt(segment, room)})));
}

/** Without empty texts, so that each knows what follows it. */
function punctuated(all: readonly Shown[]): Shown[] {
  const shown = all.filter(({text}) => text !== '');
  return shown.map((one, index) => withoutFinalStop(one, shown[index + 1]?.text ?? ''));
}

/** Others end their words with a full stop; where our sentence continues or ends, one is enough. */
function withoutFinalStop({segment, text}: Shown, next: string): Shown {
  const hasOwnEnd = segment.kind === 'words' && /^([.,;:)]| \()/.test(next);
  return {segment, text: hasOwnEnd ? text.replace(/(?<!\.)\.$/, '') : text};
}

/** Whether one of two texts is a part of the other, in one line. */
function sharesWords(text: string): (quoted: string) => boolean {
  const line = oneLine(text);
  return (quoted) => {
    const other = oneLine(quoted);
    return line !== '' && other !== '' && (other.includes(line) || line.includes(other));
  };
}

type Flat = Exclude<Segment, {kind: 'detail'}>;

/** Without structure, and with the last details only. */
function flattened(segments: readonly Segment[], keptDetails: number): Flat[] {
  let leftOut = segments.filter(({kind}) => kind === 'detail').length - keptDetails;
  return segments.flatMap((segment) => {
    if (segment.kind !== 'detail') return segment;
    leftOut -= 1;
    return leftOut >= 0 ? [] : flattened(segment.segments, Infinity);
  });
}

function lengthAt(segments: readonly Flat[], room: number): number {
  return segments.reduce((sum, segment) => sum + renderedAt(segment, room).length, 0);
}

/** @param room for each segment that can be shortened, in characters. */
function renderedAt(segment: Flat, room: number): string {
  return segment.kind === 'own' ? segment.text : shortened(segment, room);
}

function shortened(segment: Flexible, room: number): string {
  switch (segment.kind) {
    case 'words':
      return cutBetweenWords(segment.text, Math.max(room, MIN_WORDS));
    case 'name':
      return cutName(segment.text, Math.max(room, MIN_NAME));
    case 'list':
      return cutList(segment.items, room);
  }
}

/** @returns the text with an ellipsis behind its last whole word, where it is longer. */
export function cutBetweenWords(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max).replace(/\s*\S*$/, '')}…`;
}

function cutName(text: string, max: number): string {
  if (text.length <= max) return text;
  const end = Math.floor((max - 1) / 2);
  return `${text.slice(0, max - 1 - end)}…${text.slice(-end)}`.toWellFormed();
}

function cutList(items: readonly string[], room: number): string {
  let longest: string | undefined;
  for (let shown = 1, length = 0; shown <= items.length && length <= room; shown += 1) {
    const text = listed(items, shown);
    if (text.length <= room) longest = text;
    length += items[shown - 1]!.length;
  }
  if (longest !== undefined) return longest;
  const [first = ''] = items;
  const rest = listed(['', ...items.slice(1)], 1);
  return cutName(first, Math.max(room - rest.length, MIN_ENTRY)) + rest;
}

function listed(items: readonly string[], shown: number): string {
  const more = items.length - shown;
  return `${items.slice(0, shown).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function wholeOf(segment: Flat): string {
  const text = segment.kind === 'list' ? segment.items.join(', ') : segment.text;
  return segment.kind === 'own' ? text : cutBetweenWords(text, MAX_WHOLE_LENGTH);
}

/** The quotations, and how the message shows them. */
export function withShown(text: MessageText, quoted: readonly string[] = []): string[] {
  return quoted.length === 0 ? [] : [...new Set([...quoted, ...text.shownOf(quoted)])];
}
