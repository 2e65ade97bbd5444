/** How full mailboxes and OneDrives are, and what disabled accounts keep. */
import {emptyNote, notKnown, pageSection, partlyKnown} from '../components';
import type {TableColumn} from '../components';
import {html} from '../html';
import type {Html, HtmlContent} from '../html';
import type {MartRow} from '../../marts';
import {missingWords} from '../page-context';
import type {PageContext} from '../page-context';
import {sumOf} from '../totals';
import {barList} from './bar-list';
import {peopleTable} from './people-table';

type Store = MartRow['m365__storage'];

const KINDS = [
  {kind: 'mailbox', one: 'mailbox', many: 'Mailboxes', stream: 'mailbox_usage_detail'},
  {kind: 'onedrive', one: 'OneDrive', many: 'OneDrives', stream: 'onedrive_usage_account_detail'},
] as const;

const FULL_SHARE = 0.9;

export function storageSection(context: PageContext): Html {
  const stores = context.data.marts.m365__storage;
  const missing = missingWords(context, 'm365__storage');
  return pageSection({
    id: 'storage',
    title: 'Storage',
    lead: stores.length === 0 ? 'How full mailboxes and OneDrives are.' : lead(context, stores),
    body:
      stores.length > 0
        ? html`${partlyKnown(missing)}
            <div class="columns">${KINDS.map((kind) => shareList(context, kind, stores))}</div>
            ${fullTable(context, stores)}`
        : missing.length > 0
          ? notKnown(missing)
          : emptyNote('No mailbox and no OneDrive was read.'),
  });
}

function lead({format}: PageContext, stores: readonly Store[]): HtmlContent {
  const read = KINDS.filter(({kind}) => stores.some((store) => store.kind === kind));
  const totals = read.map(({kind, many}) => {
    const bytes = sumOf(
      stores
        .filter((store) => store.kind === kind)
        .map(({storage_used_bytes}) => storage_used_bytes),
    );
    return `${many} take up ${format.bytes(bytes)}`;
  });
  const disabled = stores.filter(({account_state}) => account_state === 'disabled');
  const kept = format.bytes(sumOf(disabled.map(({storage_used_bytes}) => storage_used_bytes)));
  return html`${totals.join(', ')}. Disabled accounts keep ${kept} of it.`;
}

function shareList(
  context: PageContext,
  {kind, many}: (typeof KINDS)[number],
  stores: readonly Store[],
): Html {
  const shares = stores
    .filter((store) => store.kind === kind)
    .map(({share_of_quota}) => share_of_quota);
  if (shares.length === 0)
    return html`<div>
      <h3>${many}</h3>
      ${emptyNote('Not known: no row was read.')}
    </div>`;
  const {percent} = context.format;
  const within = (from: number, to: number): number =>
    shares.filter((share) => share !== null && share >= from && share < to).length;
  const unknown = shares.filter((share) => share === null).length;
  const rows = [
    {label: `Under ${percent(0.25)} full`, value: within(-Infinity, 0.25), kind: 'used' as const},
    {label: `${percent(0.25)} to ${percent(0.5)}`, value: within(0.25, 0.5), kind: 'used' as const},
    {label: `${percent(0.5)} to ${percent(0.75)}`, value: within(0.5, 0.75), kind: 'used' as const},
    {
      label: `${percent(0.75)} to ${percent(FULL_SHARE)}`,
      value: within(0.75, FULL_SHARE),
      kind: 'review' as const,
    },
    {
      label: `${percent(FULL_SHARE)} and more`,
      value: within(FULL_SHARE, Infinity),
      kind: 'wasted' as const,
    },
    ...(unknown > 0 ? [{label: 'No quota known', value: unknown, kind: 'unknown' as const}] : []),
  ];
  return html`<div>
    <h3>${many}</h3>
    ${barList(context, {caption: `${many} by share of their quota`, heading: 'Full', unit: many, rows, total: shares.length})}
  </div>`;
}

/** Those that are nearly full, and the large ones of disabled accounts. */
function fullTable(context: PageContext, stores: readonly Store[]): HtmlContent {
  const rows = stores
    .filter(({share_of_quota}) => share_of_quota !== null && share_of_quota >= FULL_SHARE)
    .sort((a, b) => (b.share_of_quota ?? 0) - (a.share_of_quota ?? 0));
  if (rows.length === 0)
    return html`<p class="note">Nothing is ${context.format.percent(FULL_SHARE)} full.</p>`;
  const {format} = context;
  const size = (bytes: number | null): string =>
    bytes === null ? 'not known' : format.bytes(bytes);
  const columns: TableColumn<Store>[] = [
    {heading: 'Kind', cell: ({kind}) => KINDS.find((known) => known.kind === kind)?.one ?? kind},
    {
      heading: 'Account',
      cell: ({account_state}) => (account_state ?? 'not known').replace('_', ' '),
    },
    {heading: 'Used', kind: 'number', cell: ({storage_used_bytes}) => size(storage_used_bytes)},
    {heading: 'Quota', kind: 'number', cell: ({quota_bytes}) => size(quota_bytes)},
    {
      heading: 'Share',
      kind: 'number',
      cell: ({share_of_quota}) => format.percent(share_of_quota ?? 0),
    },
  ];
  const caption = `${format.number(rows.length)} nearly full`;
  return peopleTable(context, {caption, mart: 'm365__storage', rows, columns});
}
