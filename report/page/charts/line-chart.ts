/** A small chart of one line over days, from zero. */
import {html} from '../html';
import type {Html, HtmlContent} from '../html';

export interface DayValue {
  /** YYYY-MM-DD. */
  day: string;
  value: number;
}

const WIDTH = 320;
const HEIGHT = 120;
const EDGE = {left: 8, right: 8, top: 22, bottom: 20};
const DAY_MS = 86_400_000;

export interface LineChartParts {
  title: string;
  /** In a sentence, what is seen. */
  description: string;
  points: readonly DayValue[];
  number: (value: number) => string;
  date: (day: string) => string;
}

/** Days without a value leave a gap: a line leads over days that follow each other only. */
export function lineChart({title, description, points, number, date}: LineChartParts): Html {
  const days = points.map(({day}) => Date.parse(day) / DAY_MS);
  const first = Math.min(...days);
  const span = Math.max(Math.max(...days) - first, 1);
  const top = Math.max(...points.map(({value}) => value), 1);
  const x = (day: string): number =>
    round(
      EDGE.left + ((Date.parse(day) / DAY_MS - first) / span) * (WIDTH - EDGE.left - EDGE.right),
    );
  const y = (value: number): number =>
    round(HEIGHT - EDGE.bottom - (value / top) * (HEIGHT - EDGE.top - EDGE.bottom));
  const path = points
    .map(({day, value}, index) => `${continues(points, index) ? 'L' : 'M'}${x(day)} ${y(value)}`)
    .join('');
  const dot = ({day, value}: DayValue): Html =>
    html`<circle cx="${x(day)}" cy="${y(value)}" r="3"
      ><title>${date(day)}: ${number(value)}</title></circle
    >`;
  const label = (parts: {x: number; y: number; anchor: string; text: HtmlContent}): Html =>
    html`<text x="${parts.x}" y="${parts.y}" text-anchor="${parts.anchor}">${parts.text}</text>`;
  const highest = points.find(({value}) => value === top) ?? points[0];
  return html`<svg
    class="line-chart"
    role="img"
    viewBox="0 0 ${WIDTH} ${HEIGHT}"
    aria-label="${title}. ${description}"
  >
    <title>${title}</title>
    <desc>${description}</desc>
    <path class="axis" d="M${EDGE.left} ${HEIGHT - EDGE.bottom}H${WIDTH - EDGE.right}" />
    <path class="line" d="${path}" />
    ${points.map(dot)}
    ${highest && label({x: clampLabel(x(highest.day)), y: y(highest.value) - 8, anchor: 'middle', text: number(highest.value)})}
    ${points[0] && label({x: EDGE.left, y: HEIGHT - 5, anchor: 'start', text: date(points[0].day)})}
    ${points.length > 1 && label({x: WIDTH - EDGE.right, y: HEIGHT - 5, anchor: 'end', text: date(points.at(-1)!.day)})}
  </svg> `;
}

function continues(points: readonly DayValue[], index: number): boolean {
  const before = points[index - 1];
  const here = points[index];
  if (!before || !here) return false;
  return Date.parse(here.day) - Date.parse(before.day) === DAY_MS;
}

function clampLabel(value: number): number {
  return Math.min(Math.max(value, 24), WIDTH - 24);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
