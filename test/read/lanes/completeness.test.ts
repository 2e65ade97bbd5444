import {isCountPlausible} from '../../../src/read/lanes/completeness';

test.each([
  ['exactly as many', 100, {unchanged: 100, before: 0, changed: 0}, true],
  ['one more than came', 101, {unchanged: 100, before: 0, changed: 0}, false],
  ['one less than came', 99, {unchanged: 100, before: 0, changed: 0}, false],
  ['none of the changed users', 100, {unchanged: 100, before: 0, changed: 3}, true],
  ['all of the changed users', 103, {unchanged: 100, before: 0, changed: 3}, true],
  ['more than the changed users', 104, {unchanged: 100, before: 0, changed: 3}, false],
  ['less than those who did not change', 99, {unchanged: 100, before: 0, changed: 3}, false],
  ['as many as came in both attempts', 150, {unchanged: 100, before: 50, changed: 0}, true],
  ['one less than in both attempts', 149, {unchanged: 100, before: 50, changed: 0}, false],
  ['those of before without the changed', 147, {unchanged: 100, before: 50, changed: 3}, true],
  ['fewer of before than can have changed', 146, {unchanged: 100, before: 50, changed: 3}, false],
  ['none of before, who all changed', 100, {unchanged: 100, before: 2, changed: 3}, true],
] as const)('a count of %s', (...[, count, read, isPlausible]) => {
  expect(isCountPlausible(count, read)).toBe(isPlausible);
});
