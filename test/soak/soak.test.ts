import {soak} from '../../soak/soak';

const SEED = 11;

test(`three syncs of 2,000 users, in which every twentieth request fails (seed ${SEED}), lose nothing`, async () => {
  const options = {users: 2_000, syncs: 3, faults: 0.05, seed: SEED, reportRows: 2_000};
  const {syncs, violations} = await soak(options);
  expect(violations).toEqual([]);
  for (const {rows, faultHits} of syncs) {
    expect(rows).toBeGreaterThan(2_000);
    expect(faultHits).toBeGreaterThan(0);
  }
});
