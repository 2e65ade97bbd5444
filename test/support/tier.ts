/**
 * Which tests run. A commit runs one case of everything that has a rule of its own; the full tier
 * (`npm run test:full`, every night and before every release) runs every matrix whole. What a tier
 * leaves out is not generated, so it counts as neither passed nor skipped.
 */
const TIERS = ['commit', 'full'] as const;

export type Tier = (typeof TIERS)[number];

/** Nothing else reads TEST_TIER. */
export const TIER = tierNamed(process.env['TEST_TIER'] ?? 'commit');

function tierNamed(name: string): Tier {
  const tier = TIERS.find((known) => known === name);
  if (!tier) throw new Error(`TEST_TIER is "${name}", not one of: ${TIERS.join(', ')}.`);
  return tier;
}

/** What the tier that runs takes. */
export function perTier<T>(choices: Readonly<Record<Tier, T>>): T {
  return choices[TIER];
}
