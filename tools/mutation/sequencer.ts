/** Has jest run test files in the order in which they were asked for, the likeliest first. */
interface Test {
  path: string;
}

export default class GivenOrder {
  sort<T extends Test>(tests: T[]): T[] {
    const order = JSON.parse(process.env['MUTATION_ORDER'] ?? '[]') as string[];
    return [...tests].sort((a, b) => order.indexOf(a.path) - order.indexOf(b.path));
  }

  allFailedTests<T extends Test>(tests: T[]): T[] {
    return tests;
  }

  cacheResults(): void {
    // The order is given.
  }
}
