/** The pages of the site, in the order in which they are read. */

export interface Entry {
  text: string;
  /** Of a Markdown file, relative to the repository, with an anchor behind a # where one is meant. */
  source: string;
}

export interface Section {
  text: string;
  entries: readonly Entry[];
}

/** The list of streams, behind which each group of it becomes a section. */
export const STREAM_LIST = 'docs/streams.md';

/** The list of decisions; the site makes it, GitHub shows the folder. */
export const DECISIONS = 'docs/decisions/README.md';

export const NAVIGATION: readonly Section[] = [
  {
    text: 'Start',
    entries: [
      {text: 'Quick start', source: 'docs/quick-start.md'},
      {text: 'The demo', source: 'demo/README.md'},
      {text: 'Compare with alternatives', source: 'docs/alternatives.md'},
    ],
  },
  {
    text: 'Set up',
    entries: [
      {text: 'In the Azure portal', source: 'docs/setup.md'},
      {text: 'By script', source: 'setup/README.md'},
      {text: 'With Terraform', source: 'setup/README.md#terraform'},
      {text: 'Settings', source: 'docs/settings.md'},
    ],
  },
  {
    text: 'Run',
    entries: [
      {text: 'Command line', source: 'docs/running.md'},
      {text: 'Airbyte', source: 'docs/airbyte.md'},
      {text: 'PyAirbyte', source: 'docs/pyairbyte.md'},
      {text: 'Docker', source: 'docs/docker.md'},
      {text: 'Kubernetes, GitHub Actions, cron', source: 'setup/README.md#on-a-schedule'},
      {text: 'Sync modes', source: 'docs/sync-modes.md'},
      {text: 'Performance', source: 'docs/performance.md'},
      {text: 'Limits', source: 'docs/limits.md'},
    ],
  },
  {
    text: 'Data',
    entries: [
      {text: 'All streams', source: STREAM_LIST},
      {text: 'Data model', source: 'docs/data-model.md'},
      {text: 'What the activity data covers', source: 'docs/activity-data.md'},
      {text: 'API calls', source: 'docs/api-calls.md'},
      {text: 'Tables and queries', source: 'docs/warehouse.md'},
    ],
  },
  {
    text: 'Answers',
    entries: [
      {text: 'The report', source: 'docs/report.md'},
      {text: 'dbt package', source: 'dbt/README.md'},
    ],
  },
  {
    text: 'Security and privacy',
    entries: [
      {text: 'Security review', source: 'docs/security.md'},
      {text: 'Personal data', source: 'docs/security.md#personal-data'},
      {text: 'Report a vulnerability', source: 'SECURITY.md'},
    ],
  },
  {
    text: 'Help',
    entries: [
      {text: 'Troubleshooting and FAQ', source: 'docs/troubleshooting.md'},
      {text: 'Errors', source: 'docs/errors.md'},
      {text: 'Support', source: 'SUPPORT.md'},
      {text: 'Verify on your tenant', source: 'docs/verification.md'},
    ],
  },
  {
    text: 'Project',
    entries: [
      {text: 'Changelog', source: 'CHANGELOG.md'},
      {text: 'Versions and releases', source: 'docs/releases.md'},
      {text: 'Contribute', source: 'CONTRIBUTING.md'},
      {text: 'Decisions', source: DECISIONS},
      {text: 'Simulated tenant', source: 'tenant/README.md'},
      {text: "Airbyte's acceptance tests", source: 'docs/acceptance.md'},
      {text: 'Benchmarks', source: 'bench/README.md'},
      {text: 'Soak', source: 'soak/README.md'},
      {text: 'Short page for Airbyte', source: 'docs/microsoft-365.md'},
      {text: 'Airbyte registry', source: 'docs/airbyte-registry.md'},
    ],
  },
];

/** Pages outside of docs, by their path in the site. */
const OUTSIDE_OF_DOCS: Readonly<Record<string, string>> = {
  'site/home.md': 'index.md',
  'setup/README.md': 'setup-by-script.md',
  'dbt/README.md': 'dbt.md',
  'demo/README.md': 'demo.md',
  'tenant/README.md': 'simulated-tenant.md',
  'bench/README.md': 'benchmarks.md',
  'soak/README.md': 'soak.md',
  'CONTRIBUTING.md': 'contributing.md',
  'CHANGELOG.md': 'changelog.md',
  'SUPPORT.md': 'support.md',
  'SECURITY.md': 'security-policy.md',
};

/** Where a Markdown file of the repository stands in the site; undefined for one that is not in it. */
export function routeOf(source: string): string | undefined {
  if (source.startsWith('docs/') && source.endsWith('.md'))
    return source.slice('docs/'.length).replace(/(^|\/)README\.md$/, '$1index.md');
  return OUTSIDE_OF_DOCS[source];
}

/** Without its anchor. */
export function fileOf(source: string): string {
  return source.replace(/#.*$/, '');
}
