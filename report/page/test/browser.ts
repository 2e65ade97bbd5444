/** Opens pages of the report in Debian's Chromium, without a network, and notes what they do. */
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {existsSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright-core';
import type {Browser, BrowserContextOptions, Page} from 'playwright-core';
import type {PageOptions, ReportData} from '../../report-data';
import {renderPage} from '../render-page';

const PROGRAMS = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const OPTIONS: PageOptions = {locale: 'en-GB', showNames: true, maxRows: 2_000};

/** A page that was opened, and what it did beside showing itself. */
export interface OpenPage {
  page: Page;
  /** Errors, warnings and refusals of the policy that the console has, and exceptions. */
  complaints: string[];
  /** Addresses that were asked for, the page's own left out. */
  requests: string[];
}

export class TestBrowser {
  private constructor(
    private readonly browser: Browser,
    private readonly folder: string,
  ) {}

  /** @throws when there is no Chromium: a test that cannot run does not pass. */
  static async start(): Promise<TestBrowser> {
    const program = process.env['CHROMIUM'] ?? PROGRAMS.find((path) => existsSync(path));
    if (program === undefined) {
      throw new Error(
        `There is no Chromium in ${PROGRAMS.join(', ')}. Install it (on Debian: apt-get install ` +
          'chromium), or set CHROMIUM to its path, and run npm run test:report again.',
      );
    }
    // Root may not use the sandbox; nothing but our own page is opened.
    const browser = await chromium.launch({executablePath: program, args: ['--no-sandbox']});
    return new TestBrowser(browser, mkdtempSync(join(tmpdir(), 'report-page-')));
  }

  async open(
    data: ReportData,
    options: Partial<PageOptions> = {},
    settings: BrowserContextOptions = {},
  ): Promise<OpenPage> {
    const file = join(this.folder, 'report.html');
    writeFileSync(file, renderPage(data, {...OPTIONS, ...options}));
    const context = await this.browser.newContext({
      viewport: {width: 1280, height: 900},
      offline: true,
      ...settings,
    });
    const page = await context.newPage();
    const opened: OpenPage = {page, complaints: [], requests: []};
    page.on('console', (message) => opened.complaints.push(message.text()));
    page.on('pageerror', (error) => opened.complaints.push(error.message));
    page.on('dialog', (dialog) => {
      opened.complaints.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    const own = pathToFileURL(file).href;
    page.on('request', (request) => {
      if (request.url() !== own) opened.requests.push(request.url());
    });
    await page.goto(own);
    return opened;
  }

  async close(): Promise<void> {
    await this.browser.close();
    rmSync(this.folder, {recursive: true, force: true});
  }
}
