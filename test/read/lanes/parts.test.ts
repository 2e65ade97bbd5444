import fc from 'fast-check';
import {FirstCharacters, filterOfPart, partsOf} from '../../../src/read/lanes/parts';
import type {ListPart} from '../../../src/read/lanes/parts';
import {Directory} from '../../../tenant/directory';
import {userFilter} from '../../../tenant/user-filter';

const SHORT = 20_000;
const LONG = 100_000;

function sampleOf(names: readonly string[]): FirstCharacters {
  const sample = new FirstCharacters();
  for (const name of names) sample.add(name);
  return sample;
}

function filtersOf(parts: readonly ListPart[]): string[] {
  return parts.map((part) => filterOfPart('userPrincipalName', part));
}

/** How many parts have each of the users, by the filter of the simulated tenant. */
function partsWith(names: readonly string[], filters: readonly string[]): number[] {
  const now = Date.parse('2026-01-15T12:00:00Z');
  const directory = new Directory({users: 0, deletedUsers: 0, seed: 1, now: () => now});
  for (const userPrincipalName of names) directory.add({userPrincipalName});
  const tests = filters.map((filter) => userFilter(filter));
  return names.map((_, index) => tests.filter((test) => test.matches(directory, index)).length);
}

/** Of names in which each character of the text is as frequent as it comes there. */
function namesBy(text: string): string[] {
  return [...text].map((character, place) => `${character}${place}@contoso.com`);
}

test('every name lies in exactly one part, whatever the sample and its characters', () => {
  const local = fc.string({
    unit: fc.constantFrom(..."aAmMzZ0'_.-!#^~ éßİ✓".split('')),
    minLength: 1,
  });
  const names = fc.array(fc.oneof(local, fc.string({minLength: 1, unit: 'binary'})), {
    minLength: 1,
    maxLength: 30,
  });
  fc.assert(
    fc.property(names, names, fc.constantFrom(SHORT, LONG), (sampled, all, users) => {
      const filters = filtersOf(partsOf(sampleOf(sampled), users));
      expect(partsWith(all, filters)).toEqual(all.map(() => 1));
    }),
    {numRuns: 200},
  );
});

test('no filter has more than fifteen clauses, that of the rest neither', () => {
  const sample = fc.array(fc.string({minLength: 1}), {maxLength: 300});
  fc.assert(
    fc.property(sample, fc.constantFrom(SHORT, LONG), (names, users) => {
      const filters = filtersOf(partsOf(sampleOf(names), users));
      const clauses = filters.map(
        (filter) => filter.split("startsWith(userPrincipalName,'").length - 1,
      );
      expect(Math.max(...clauses)).toBeLessThanOrEqual(15);
      expect(Math.min(...clauses)).toBeGreaterThan(0);
    }),
    {numRuns: 100},
  );
});

test('one part is the rest, and the filter of the rest names what all others name', () => {
  const parts = partsOf(sampleOf([]), SHORT);
  const [rest, ...more] = parts.filter(({isRest}) => isRest);
  const others = parts.filter(({isRest}) => !isRest);
  expect(more).toEqual([]);
  expect([...rest!.characters].sort()).toEqual(others.flatMap(({characters}) => characters).sort());
});

test.each([
  [SHORT, 6],
  [39_999, 6],
  [40_000, 10],
  [LONG, 10],
])('a list of %d users has %d parts', (users, count) => {
  expect(partsOf(sampleOf([]), users)).toHaveLength(count);
});

test('names with twenty beginnings make parts of about the same size', () => {
  const names = namesBy('abcdefghijklmnopqrst'.repeat(50));
  const sizes = filtersOf(partsOf(sampleOf(names), SHORT)).map(
    (filter) => partsWith(names, [filter]).filter((count) => count === 1).length,
  );
  expect(sizes.reduce((sum, size) => sum + size)).toBe(1_000);
  // The rest has the five that no filter can name besides.
  expect(Math.max(...sizes)).toBe(250);
  expect(sizes.filter((size) => size >= 100)).toHaveLength(6);
});

test('the largest part comes first', () => {
  const names = namesBy('q'.repeat(700) + 'abcdefghij'.repeat(30));
  const [first] = partsOf(sampleOf(names), SHORT);
  expect(first).toEqual({characters: ['q'], isRest: false});
});

test('a sample that has one letter only leaves the other parts of like size', () => {
  const parts = partsOf(sampleOf(namesBy('a'.repeat(999))), SHORT);
  expect(parts[0]).toEqual({characters: ['a'], isRest: false});
  for (const {characters, isRest} of parts.slice(1)) {
    if (!isRest) expect(characters.length).toBeGreaterThan(2);
  }
});

test('capitals count as small letters, and an apostrophe is doubled in the filter', () => {
  const parts = partsOf(sampleOf(namesBy("'".repeat(500) + 'QqQq'.repeat(100))), SHORT);
  const filters = filtersOf(parts);
  expect(filters).toContain("startsWith(userPrincipalName,'''')");
  expect(filters).toContain("startsWith(userPrincipalName,'q')");
  expect(filters.join()).not.toContain("'Q'");
});

test('a row without a name is no part of the sample', () => {
  const sample = sampleOf(['']);
  sample.add(null);
  sample.add(undefined);
  expect(sample.shares).toEqual(new FirstCharacters().shares);
});
