/** Where messages send people: the sections of docs/setup.md, by their titles. */

const SECTIONS = {
  permissions: 'Add the permissions',
  consent: 'Grant admin consent',
  secret: 'Create the secret',
  ids: 'Copy the ids',
  domains: 'Choose the domains',
  names: 'Show the names in usage reports',
  alternatives: 'Better than a secret',
  clouds: 'National clouds',
  messages: 'Troubleshooting by message',
} as const;

export type GuideSection = keyof typeof SECTIONS;

/** Such as `(setup guide, "Add the permissions" and "Grant admin consent")`. */
export function inSetupGuide(...sections: GuideSection[]): string {
  return `(setup guide, ${sections.map((section) => `"${SECTIONS[section]}"`).join(' and ')})`;
}

/** The titles of all sections that messages name. */
export const GUIDE_TITLES: readonly string[] = Object.values(SECTIONS);
