/** How properties are checked: the same values in every run, unless the environment says otherwise. */
import {assert} from 'fast-check';
import type {IAsyncProperty, IProperty, Parameters} from 'fast-check';

/** Environment variables: HOSTILE_SEED draws other values, HOSTILE_RUNS as many as there is time for. */
const SEED = Number(process.env['HOSTILE_SEED'] ?? 20_260_301);
const RUNS = Number(process.env['HOSTILE_RUNS'] ?? 300);

/**
 * Fast-check prints the seed and the smallest value that breaks the property.
 * @param share of the usual number of runs, for properties that take longer.
 */
export async function holds<T>(
  property: IProperty<T> | IAsyncProperty<T>,
  {share = 1, ...parameters}: Parameters<T> & {share?: number} = {},
): Promise<void> {
  const numRuns = Math.max(1, Math.round(RUNS * share));
  await assert(property, {seed: SEED, numRuns, ...parameters});
}
