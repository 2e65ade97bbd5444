/** The rows of m365__right_sizing: one for each held E3 seat. */
import type {Company, JudgedSeat} from './company';
import type {Person} from './person';
import {listedPrice, priceOf} from './prices';
import {partNumberOf, productName} from './product-name';
import {isInUse} from './products';
import {dayIn} from './report-rows';
import type {ReportRow} from './report-rows';
import {rounded} from './row';
import type {Row} from './row';

const GIB = 2 ** 30;

interface SmallerSuite {
  skuId: string;
  skuPartNumber: string;
  name: string;
  maxMailboxBytes: number;
  maxOneDriveBytes: number;
}

const F3_LIMITS = {maxMailboxBytes: 2 * GIB, maxOneDriveBytes: 2 * GIB};

const MICROSOFT_365_F3: SmallerSuite = {
  skuId: '66b55226-6b4f-492c-910c-a3b7a3c9d993',
  skuPartNumber: 'SPE_F1',
  name: 'Microsoft 365 F3',
  ...F3_LIMITS,
};

const OFFICE_365_F3: SmallerSuite = {
  skuId: '4b585984-651b-448a-9e53-3b10f069cf7f',
  skuPartNumber: 'DESKLESSPACK',
  name: 'Office 365 F3',
  ...F3_LIMITS,
};

const OFFICE_365_E1: SmallerSuite = {
  skuId: '18181a46-0d4e-45cd-891e-60aabd171b4e',
  skuPartNumber: 'STANDARDPACK',
  name: 'Office 365 E1',
  maxMailboxBytes: 50 * GIB,
  maxOneDriveBytes: 1024 * GIB,
};

/** By part number, the smallest first. */
const SMALLER: Readonly<Record<string, readonly [SmallerSuite, ...SmallerSuite[]]>> = {
  SPE_E3: [MICROSOFT_365_F3],
  ENTERPRISEPACK: [OFFICE_365_F3, OFFICE_365_E1],
};

interface Facts {
  usesDesktopApps: boolean | null;
  periodDays: number | null;
  mailboxBytes: number | null;
  hasArchive: boolean | null;
  oneDriveBytes: number | null;
  /** Streams that do not tell what they should. */
  missing: readonly string[];
}

const DESKTOP_APPS = ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote'].flatMap((app) => [
  `${app} (Windows)`,
  `${app} (Mac)`,
]);

/** Null without a row. */
function bytesOf(rows: readonly ReportRow[]): number | null {
  const sizes = rows.map((row) => Number(row['Storage Used (Byte)']));
  return sizes.length > 0 ? sizes.reduce((sum, size) => sum + size, 0) : null;
}

function factsOf({rows}: Person): Facts {
  const [apps] = rows('getM365AppUserDetail') ?? [];
  const mailboxes = rows('getMailboxUsageDetail');
  const oneDrives = rows('getOneDriveUsageAccountDetail');
  const [mailbox] = mailboxes ?? [];
  return {
    usesDesktopApps: apps ? DESKTOP_APPS.some((column) => apps[column] === 'Yes') : null,
    periodDays: apps ? Number(dayIn(apps, 'Report Period')) : null,
    mailboxBytes: bytesOf(mailboxes ?? []),
    hasArchive: mailbox ? mailbox['Has Archive'] === 'True' : null,
    oneDriveBytes: bytesOf(oneDrives ?? []),
    missing: [
      ...(apps ? [] : ['m365_app_user_detail']),
      ...(mailboxes ? [] : ['mailbox_usage_detail']),
      ...(oneDrives ? [] : ['onedrive_usage_account_detail']),
    ],
  };
}

/** Sorted. */
function obstacles(facts: Facts, suite: SmallerSuite, isWasted: boolean): string[] {
  const isIn: Readonly<Record<string, boolean>> = {
    archive: facts.hasArchive === true,
    desktop_apps: facts.usesDesktopApps === true,
    mailbox_size: (facts.mailboxBytes ?? 0) > suite.maxMailboxBytes,
    onedrive_size: (facts.oneDriveBytes ?? 0) > suite.maxOneDriveBytes,
    wasted: isWasted,
  };
  return Object.keys(isIn).filter((obstacle) => isIn[obstacle]);
}

function priceOfSuites(
  {seat}: JudgedSeat,
  suite: SmallerSuite | undefined,
  {situation}: Company,
): Row {
  const price = priceOf(situation, seat.product);
  const smaller = suite && listedPrice(situation, suite);
  return {
    monthly_price: price?.monthlyPrice ?? null,
    fits_in_monthly_price: smaller?.monthlyPrice ?? null,
    monthly_price_difference:
      price && smaller ? rounded(price.monthlyPrice - smaller.monthlyPrice) : null,
    currency: price?.currency ?? null,
  };
}

function rowsOf(judged: JudgedSeat, company: Company): Row[] {
  const {id, person, product} = judged.seat;
  const suites = SMALLER[partNumberOf(product) ?? ''];
  if (!suites || !isInUse(product)) return [];
  const facts = factsOf(person);
  const inTheWay = (suite: SmallerSuite): string[] =>
    obstacles(facts, suite, judged.verdict?.kind === 'waste');
  const isKnown = facts.missing.length === 0;
  const fitting = suites.find((suite) => isKnown && inTheWay(suite).length === 0);
  return [
    {
      seat_id: id,
      user_id: person.user.id,
      user_principal_name: person.user.userPrincipalName,
      display_name: person.user.displayName,
      department: person.user.department,
      sku_id: product.skuId,
      product: productName(product),
      fits_in_sku_id: fitting?.skuId ?? null,
      fits_in: fitting?.name ?? null,
      blocked_by: inTheWay(suites[0]).join(',') || null,
      missing_data: facts.missing.join(',') || null,
      uses_desktop_apps: facts.usesDesktopApps,
      desktop_apps_period_days: facts.periodDays,
      mailbox_bytes: facts.mailboxBytes,
      has_archive: facts.hasArchive,
      onedrive_bytes: facts.oneDriveBytes,
      last_seen_date: person.lastSeen?.day ?? null,
      ...priceOfSuites(judged, fitting, company),
      as_of_date: company.situation.asOf,
    },
  ];
}

export function rightSizing(company: Company): Row[] {
  return company.seats.flatMap((judged) => rowsOf(judged, company));
}
