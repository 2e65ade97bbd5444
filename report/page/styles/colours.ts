/** Colours by their use, for light and dark screens; print is light. Text has a contrast of 4.5 to 1 and more, shapes of 3 to 1. */
const LIGHT = `
  --page: #f5f6f8; --card: #ffffff; --ink: #17212b; --soft: #52606d; --edge: #d9dfe5; --track: #e9edf1;
  --accent: #14598a; --on-accent: #ffffff; --focus: #14598a;
  --used: #4f8f8b; --certain: #b23c17; --probable: #96570f; --review: #5a5fae; --unknown: #6c7784;
  --certain-soft: #fbe9e2; --probable-soft: #fbf0dc; --review-soft: #ebecf8; --unknown-soft: #eceff2;`;

const DARK = `
  --page: #10161c; --card: #18212a; --ink: #e7edf2; --soft: #a4b2bf; --edge: #2f3c48; --track: #26323d;
  --accent: #86bfe8; --on-accent: #0c1a26; --focus: #86bfe8;
  --used: #55a7a1; --certain: #f08a63; --probable: #dfa856; --review: #a6abf3; --unknown: #8f9ba7;
  --certain-soft: #3a241c; --probable-soft: #35291a; --review-soft: #25284a; --unknown-soft: #232d36;`;

/** Patterns: the colour of the kind, and lines of the card on it. */
const FILLS = `
.fill-used { fill: var(--used); }
.fill-wasted, .fill-certain { fill: var(--certain); }
.fill-probable { fill: url(#pattern-probable); }
.fill-review { fill: url(#pattern-review); }
.fill-unknown { fill: url(#pattern-unknown); }
.fill-excluded { fill: url(#pattern-excluded); }
.fill-reserve { fill: url(#pattern-reserve); }
.fill-other { fill: var(--edge); }
.patterns { position: absolute; }
.patterns path { stroke: var(--card); stroke-width: 1.6; fill: none; }
.patterns circle { fill: var(--card); }
.pattern-probable rect { fill: var(--probable); }
.pattern-review rect { fill: var(--review); }
.pattern-unknown rect, .pattern-excluded rect { fill: var(--unknown); }
.pattern-reserve rect { fill: var(--accent); }
.track { fill: var(--track); }
`;

export const COLOURS = `
:root { color-scheme: light dark; ${LIGHT} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK} } }
@media print { :root { color-scheme: light; } }
${FILLS}`;
