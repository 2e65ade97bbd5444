/** The frame of the page: measure, type scale, cards, charts. */
export const LAYOUT = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-padding-top: 1rem; }
body { margin: 0; background: var(--page); color: var(--ink); font: 0.9375rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
.frame { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem 4rem; }
.skip { position: absolute; left: -100rem; }
.skip:focus { position: static; }
header { padding: 2.25rem 0 1rem; }
.kicker { margin: 0; color: var(--soft); font-size: 0.8125rem; font-weight: 600; letter-spacing: 0.06em; text-transform: uppercase; }
h1 { margin: 0.2rem 0 0.35rem; font-size: 2rem; line-height: 1.15; letter-spacing: -0.015em; font-weight: 700; text-wrap: balance; }
h2 { margin: 0 0 0.25rem; font-size: 1.3125rem; line-height: 1.25; letter-spacing: -0.01em; }
h3 { margin: 1.75rem 0 0.5rem; font-size: 1rem; line-height: 1.3; }
p { margin: 0.5rem 0; }
small { font-size: 0.8125rem; color: var(--soft); }
a { color: var(--accent); text-underline-offset: 0.15em; }
code { font: 0.8125rem/1.4 ui-monospace, SFMono-Regular, Consolas, "Liberation Mono", monospace; overflow-wrap: anywhere; }
.facts-line { margin: 0; color: var(--soft); }
.note-line { display: inline-block; margin: 0.75rem 0 0; padding: 0.25rem 0.75rem; border: 1px solid var(--edge); border-radius: 99rem; background: var(--card); font-size: 0.8125rem; }
nav ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.125rem; margin: 0; padding: 0; list-style: none; font-size: 0.875rem; }
nav { margin: 0 0 1.25rem; padding: 0.625rem 0; border-top: 1px solid var(--edge); border-bottom: 1px solid var(--edge); }
nav a { text-decoration: none; }
nav a:hover { text-decoration: underline; }
section { margin: 0 0 1.25rem; padding: 1.5rem 1.75rem 1.75rem; background: var(--card); border: 1px solid var(--edge); border-radius: 0.75rem; }
.lead { max-width: 56rem; text-wrap: pretty; margin: 0.25rem 0 1rem; color: var(--soft); }
.lead strong { color: var(--ink); }
#summary .lead { max-width: none; font-size: 1.1875rem; line-height: 1.45; color: var(--ink); }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 2px; }
footer { color: var(--soft); font-size: 0.8125rem; }

.cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(12.5rem, 1fr)); gap: 0.75rem; margin: 1rem 0 1.25rem; }
.card { padding: 1rem 1.125rem; border: 1px solid var(--edge); border-radius: 0.625rem; border-top-width: 4px; }
.card dt { margin: 0; }
.card dd { margin: 0; }
.card .value { margin-top: 0.375rem; font-size: 2.25rem; line-height: 1.1; font-weight: 700; letter-spacing: -0.02em; }
.card .value small { font-size: 0.9375rem; font-weight: 400; letter-spacing: 0; }
.card .note { margin-top: 0.25rem; color: var(--soft); font-size: 0.875rem; }
.card .note b { color: var(--ink); }
.card-certain { border-top-color: var(--certain); }
.card-probable { border-top-color: var(--probable); border-top-style: dashed; }
.card-review { border-top-color: var(--review); border-top-style: dotted; }
.card-unknown { border-top-color: var(--unknown); border-top-style: double; }
.tier { display: inline-block; padding: 0 0.5rem; border-radius: 99rem; font-size: 0.8125rem; font-weight: 600; line-height: 1.6; white-space: nowrap; }
.tier-certain { color: var(--certain); background: var(--certain-soft); }
.tier-probable { color: var(--probable); background: var(--probable-soft); }
.tier-review { color: var(--review); background: var(--review-soft); }
.tier-unknown, .tier-excluded { color: var(--soft); background: var(--unknown-soft); }

figure { margin: 0; }
.overview { margin: 1rem 0; }
.stack { display: block; min-width: 4rem; border-radius: 3px; }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0.625rem 0 0; padding: 0; list-style: none; font-size: 0.8125rem; color: var(--soft); }
.legend b { color: var(--ink); }
.legend svg { vertical-align: -0.125rem; border-radius: 3px; }
.facts { margin: 0.75rem 0; padding-left: 1.125rem; }
.facts li { margin: 0.25rem 0; }
.note { color: var(--soft); font-size: 0.875rem; }
.empty-note { padding: 0.75rem 1rem; border: 1px dashed var(--edge); border-radius: 0.5rem; color: var(--soft); }
.not-known { padding: 0.625rem 1rem; border-left: 4px double var(--unknown); background: var(--unknown-soft); }
.gaps { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr)); gap: 0.75rem; margin: 0; padding: 0; list-style: none; }
.gaps li { padding: 0.75rem 1rem; border-left: 4px double var(--unknown); background: var(--unknown-soft); font-size: 0.875rem; }
.gaps h3 { margin: 0; font-size: 0.9375rem; }
.gaps p { margin: 0.25rem 0 0; overflow-wrap: anywhere; }
.gaps .cost { color: var(--soft); }
.columns { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(24rem, 100%), 1fr)); gap: 0 2.5rem; }
.columns h3 { margin-top: 0.5rem; }
.charts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(18rem, 100%), 1fr)); gap: 1rem 1.5rem; margin: 1rem 0; }
figcaption { font-weight: 600; font-size: 0.875rem; }
.line-chart { display: block; width: 100%; height: auto; }
.line-chart .axis { stroke: var(--edge); fill: none; }
.line-chart .line { stroke: var(--accent); stroke-width: 2; fill: none; }
.line-chart circle { fill: var(--card); stroke: var(--accent); stroke-width: 2; }
.line-chart text { fill: var(--soft); font-size: 11px; }
`;
