/** Bars of segments. A kind of segment has a colour and a pattern of its own, and its number stands beside it in text. */
import {html} from '../html';
import type {Html} from '../html';

/** What a segment is; the styles and the patterns go by it. */
export type SegmentKind =
  | 'used'
  | 'wasted'
  | 'certain'
  | 'probable'
  | 'review'
  | 'excluded'
  | 'unknown'
  | 'reserve'
  | 'other';

export interface Segment {
  kind: SegmentKind;
  label: string;
  value: number;
}

/** Kinds that have a pattern beside their colour. */
const PATTERNS: readonly {kind: SegmentKind; size: number; shapes: Html}[] = [
  {kind: 'probable', size: 6, shapes: html`<path d="M-1 7 7-1M-1 1 1-1M5 7 7 5" />`},
  {kind: 'review', size: 5, shapes: html`<circle cx="2.5" cy="2.5" r="1.1" />`},
  {kind: 'unknown', size: 6, shapes: html`<path d="M0 0 6 6M6 0 0 6" />`},
  {kind: 'excluded', size: 4, shapes: html`<path d="M0 2H4" />`},
  {kind: 'reserve', size: 4, shapes: html`<path d="M2 0V4" />`},
];

/** Once in a page, before the first chart. */
export function patternDefinitions(): Html {
  return html`<svg class="patterns" width="0" height="0" aria-hidden="true" focusable="false">
    <defs>
      ${PATTERNS.map(
        ({kind, size, shapes}) =>
          html`<pattern
            id="pattern-${kind}"
            width="${size}"
            height="${size}"
            patternUnits="userSpaceOnUse"
            class="pattern-${kind}"
            ><rect width="${size}" height="${size}" />${shapes}</pattern
          > `,
      )}
    </defs>
  </svg> `;
}

/** `total` is the length of the whole bar; what is left of it stays empty. */
export function stackedBar(parts: {
  title: string;
  segments: readonly Segment[];
  total: number;
  height?: number;
  number: (value: number) => string;
}): Html {
  const {title, segments, total, height = 14, number} = parts;
  let start = 0;
  const rects = segments
    .filter(({value}) => value > 0)
    .map(({kind, label, value}) => {
      const x = start;
      const width = total > 0 ? Math.min((value / total) * 100, 100 - x) : 0;
      start += width;
      return html`<rect
        class="fill-${kind}"
        x="${percent(x)}"
        width="${percent(width)}"
        height="${height}"
        ><title>${label}: ${number(value)}</title></rect
      >`;
    });
  return html`<svg class="stack" role="img" aria-label="${title}" width="100%" height="${height}">
    <title>${title}</title>
    <rect class="track" width="100%" height="${height}" />
    ${rects}
  </svg>`;
}

function percent(value: number): string {
  return `${Math.max(0, Math.round(value * 1000) / 1000)}%`;
}

/** What the patterns mean. */
export function legend(segments: readonly Segment[], number: (value: number) => string): Html {
  return html`<ul class="legend">
    ${segments
      .filter(({value}) => value > 0)
      .map(
        ({kind, label, value}) =>
          html`<li>
            <svg width="14" height="14" aria-hidden="true" focusable="false">
              <rect class="fill-${kind}" width="14" height="14" />
            </svg>
            ${label} <b>${number(value)}</b>
          </li> `,
      )}
  </ul> `;
}
