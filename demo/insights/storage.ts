import type {Row} from '../messages';
import {formatNumber} from '../table';
import type {Table} from '../table';
import type {Tables} from '../warehouse';
import {latestSnapshot} from './latest-snapshot';

const GIGABYTE = 2 ** 30;

interface StorageReport {
  title: string;
  report: string;
  owner: string;
}

const STORAGE_REPORTS: readonly StorageReport[] = [
  {title: 'Mailboxes', report: 'mailbox_usage_detail', owner: 'userPrincipalName'},
  {title: 'OneDrive', report: 'onedrive_usage_account_detail', owner: 'ownerPrincipalName'},
];

/** Storage in use, and the largest accounts. */
export function storage(tables: Tables): Table | undefined {
  const rows = STORAGE_REPORTS.flatMap((source) =>
    storageRow(source, latestSnapshot(tables, source.report)),
  );
  if (rows.length === 0) return undefined;
  return {
    title: 'Storage in use',
    columns: [
      {title: 'where', align: 'left'},
      {title: 'accounts'},
      {title: 'GB used'},
      {title: 'GB each'},
      {title: 'largest, GB'},
      {title: 'whose', align: 'left'},
    ],
    rows,
    notes: ['From mailbox_usage_detail and onedrive_usage_account_detail, deleted ones left out.'],
  };
}

function storageRow({title, owner}: StorageReport, accounts: readonly Row[]): string[][] {
  const [first, ...others] = accounts;
  if (!first) return [];
  const largest = others.reduce((most, row) => (bytesOf(row) > bytesOf(most) ? row : most), first);
  const used = accounts.reduce((sum, row) => sum + bytesOf(row), 0);
  const sizes = [used, used / accounts.length, bytesOf(largest)];
  return [
    [
      title,
      formatNumber(accounts.length),
      ...sizes.map((bytes) => formatNumber(Math.round(bytes / GIGABYTE))),
      largest[owner] as string,
    ],
  ];
}

function bytesOf(row: Row): number {
  return Number(row['storageUsedInBytes'] ?? 0);
}
