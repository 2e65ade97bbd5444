/** The page: one HTML file that asks for nothing, and that a person who knows nothing of its making can read. */
import type {PageOptions, ReportData} from '../report-data';
import {patternDefinitions} from './charts/stacked-bar';
import {contentSecurityPolicy} from './content-security-policy';
import {html, Html} from './html';
import type {HtmlContent} from './html';
import {PAGE_SCRIPT} from './list/page-script';
import {createContext, noteOf} from './page-context';
import type {PageContext} from './page-context';
import {administratorsSection} from './sections/administrators';
import {assignmentsSection} from './sections/assignments';
import {changesSection} from './sections/changes';
import {copilotSection} from './sections/copilot';
import {dailyUseSection} from './sections/daily-use';
import {departmentsSection} from './sections/departments';
import {numbersSection} from './sections/how-numbers-are-made';
import {productsSection} from './sections/products';
import {renewalsSection} from './sections/renewals';
import {rightSizingSection} from './sections/right-sizing';
import {seatListSection} from './sections/seat-list';
import {storageSection} from './sections/storage';
import {summarySection} from './sections/summary';
import {missingSection} from './sections/what-is-missing';
import {COLOURS} from './styles/colours';
import {LAYOUT} from './styles/layout';
import {PRINT} from './styles/print';
import {TABLES} from './styles/tables';
import {withoutNames} from './without-names';

const STYLE = [COLOURS, LAYOUT, TABLES, PRINT].join('');

/** To the letter: the policy names their hashes. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);
const SCRIPT_ELEMENT = new Html(`<script>${PAGE_SCRIPT}</script>`);

const SECTIONS = [
  missingSection,
  summarySection,
  productsSection,
  renewalsSection,
  departmentsSection,
  rightSizingSection,
  copilotSection,
  administratorsSection,
  storageSection,
  dailyUseSection,
  assignmentsSection,
  changesSection,
  seatListSection,
  numbersSection,
];

const LINKS = [
  ['missing', 'Not known'],
  ['summary', 'Give back'],
  ['products', 'Products'],
  ['renewals', 'Renewals'],
  ['departments', 'Departments'],
  ['right-sizing', 'Smaller licences'],
  ['copilot', 'Copilot'],
  ['administrators', 'MFA'],
  ['storage', 'Storage'],
  ['daily-use', 'Daily use'],
  ['assignments', 'Assignments'],
  ['changes', 'Changes'],
  ['list', 'The list'],
  ['numbers', 'Method'],
] as const;

/** The text of the file. */
export function renderPage(data: ReportData, options: PageOptions): string {
  const context = createContext(options.showNames ? data : withoutNames(data), options);
  const sections = SECTIONS.map((section) => section(context));
  const policy = contentSecurityPolicy(STYLE, PAGE_SCRIPT);
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${policy}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="robots" content="noindex" />
        <title>Microsoft 365 seats to give back${asOf(context)}</title>
        ${STYLE_ELEMENT}
      </head>
      <body>
        ${patternDefinitions()}
        <div class="frame">
          <a class="skip" href="#missing">Skip to the report</a>
          ${pageHeader(context)}${pageLinks(sections)}
          <main>${sections}</main>
          <footer>
            <p>
              Made on ${made(context)} UTC. This file loads nothing from the network and sends
              nothing.
            </p>
          </footer>
        </div>
        ${SCRIPT_ELEMENT}
      </body>
    </html> `.markup;
}

function asOf({data, format}: PageContext): string {
  return data.asOfDate === null ? '' : `, ${format.date(data.asOfDate)}`;
}

function made({data, format}: PageContext): string {
  return `${format.date(data.generatedAt.slice(0, 10))}, ${data.generatedAt.slice(11, 16)}`;
}

function pageHeader(context: PageContext): Html {
  const {data, format, options} = context;
  const {inactiveDays, excludedAccounts} = data.settings;
  const domains = noteOf(context, 'domains');
  const facts = [
    data.asOfDate === null ? 'No data' : `As of ${format.date(data.asOfDate)}`,
    `inactive means more than ${format.number(inactiveDays)} days without sign-in or use`,
    domains
      ? `people of ${domains.domains.join(', ')} only; bought seats are those of the whole tenant`
      : '',
    excludedAccounts > 0
      ? `${format.number(excludedAccounts)} accounts are on your list of exceptions`
      : '',
  ].filter((fact) => fact !== '');
  const notes: HtmlContent[] = [
    noteOf(context, 'demo') && 'Demo: a simulated tenant with made-up people',
    noteOf(context, 'pseudonyms') && 'Names, addresses and ids are pseudonyms',
    !options.showNames && 'Without names of people',
  ];
  return html`<header>
    <p class="kicker">Microsoft 365 licences</p>
    <h1>Seats to give back</h1>
    <p class="facts-line">${facts.join(' · ')}</p>
    ${notes.map((note) => note && html`<p class="note-line">${note}</p> `)}
  </header> `;
}

/** Only to sections that are there. */
function pageLinks(sections: readonly Html[]): Html {
  const all = sections.map(({markup}) => markup).join('');
  const links = LINKS.filter(([id]) => all.includes(`<section id="${id}"`));
  return html`<nav aria-label="Sections">
    <ul>
      ${links.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li> `)}
    </ul>
  </nav> `;
}
