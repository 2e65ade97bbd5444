/** What the test does with each command of the pages. A command without a rule fails it. */

export type Rule = {matches: RegExp} & (
  {run: 'as written' | ((command: string) => string)} | {skip: string}
);

const NEEDS_DOCKER = 'needs Docker, which CI tries in .github/try-image';
const NEEDS_TENANT = 'asks Microsoft Entra ID; test/setup runs the scripts with recorded answers';
const NEEDS_PYTHON = 'needs Python with packages';
const NO_COMMAND = 'is the content of a file, or a drawing';

/** The first that matches counts. */
export const RULES: readonly Rule[] = [
  {matches: /^git clone /, run: 'as written'},
  {matches: /^cd source-microsoft-365$/, run: 'as written'},
  {matches: /^npm ci$/, run: 'as written'},
  {matches: /^npm (run build|pack)$/, run: 'as written'},
  {matches: /^npm run demo$/, run: 'as written'},
  {matches: /^npm run demo -- --duckdb /, skip: `${NEEDS_PYTHON}; npm run test:interop runs it`},
  {matches: /^npm run report -- /, run: 'as written'},
  {matches: /^npm run (--silent catalog|verify) -- /, run: 'as written'},
  {matches: /^npm run tenant -- /, run: startsOnly},
  {matches: /^npm run (bench|soak)\b/, run: startsOnly},
  {matches: /^npm run compare -- REVISION$/, run: startsOnly},
  {matches: /^npm run address -- /, skip: 'changes files of the clone; test/platform tests it'},
  {matches: /^npm test$/, skip: 'is a step of CI itself'},
  {matches: /^npm audit signatures$/, skip: 'asks the registry about a published package'},
  {matches: /^npx --yes --package \.\/source-microsoft-365-/, run: 'as written'},
  {matches: /^npx source-microsoft-365 /, skip: 'reads the published package'},
  {matches: /^bin\/source-microsoft-365 /, run: 'as written'},
  {matches: /^jq /, run: 'as written'},
  {matches: /^duckdb /, skip: "needs DuckDB's own program"},
  {matches: /^(docker|kind|kubectl) /, skip: NEEDS_DOCKER},
  {matches: /^(cosign|gh attestation) /, skip: 'checks what a release has published'},
  {matches: /^(az|terraform|Install-Module) /, skip: NEEDS_TENANT},
  {matches: /^(\.\/)?setup\/(azure-cli\.sh|powershell\.ps1)/, skip: NEEDS_TENANT},
  {matches: /^(cd setup\/terraform|\(umask 077 && terraform )/, skip: NEEDS_TENANT},
  {matches: /setup\/read-and-build\.sh$/, skip: `${NEEDS_PYTHON} and PostgreSQL`},
  {
    matches: /^interop\/read-into-duckdb\.sh /,
    skip: `${NEEDS_PYTHON}; npm run test:interop runs it`,
  },
  {
    matches: /^(export M365_DUCKDB=|dbt=|"\$dbt" |dbt )/,
    skip: `${NEEDS_PYTHON}; npm run test:dbt runs it`,
  },
  {matches: /^(sku_part_number|user_principal_name),|^[\w@.]+,[\w. ]+,/, skip: NO_COMMAND},
  {matches: /^main → /, skip: NO_COMMAND},
];

/** What takes minutes, or has a name of a thing to put in, proves here that it starts. */
function startsOnly(command: string): string {
  return command.replace(/^(npm run [\w:-]+).*$/, '$1 -- --help');
}

export function ruleOf(command: string): Rule | undefined {
  return RULES.find(({matches}) => matches.test(command));
}

/** The command to type; undefined for one that is not run. */
export function commandToRun(command: string): string | undefined {
  const rule = ruleOf(command);
  if (!rule || !('run' in rule)) return undefined;
  return rule.run === 'as written' ? command : rule.run(command);
}
