import {WorkerLease, Workers} from '../../src/read/sync-context';

/** A promise that a test settles. */
function gate(): {opened: Promise<void>; open: () => void} {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return {opened, open};
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

describe('workers', () => {
  test.each([1, 2, 3, 20])('never let more than %d work at the same time', async (limit) => {
    const workers = new Workers(limit);
    let [working, most] = [0, 0];
    const task = async (): Promise<void> => {
      const lease = new WorkerLease(workers);
      working += 1;
      most = Math.max(most, working);
      for (let step = 0; step < 3; step += 1) {
        await Promise.resolve();
        working -= 1;
        await lease.releaseWhile(() => Promise.resolve());
        working += 1;
        most = Math.max(most, working);
      }
      working -= 1;
    };
    await Promise.all(Array.from({length: 30}, () => workers.run(task)));
    expect(most).toBe(limit);
    expect(working).toBe(0);
  });

  test('give back what the task gives', async () => {
    await expect(new Workers(1).run(() => Promise.resolve(7))).resolves.toBe(7);
  });

  test('take the tasks in the order in which they came', async () => {
    const workers = new Workers(1);
    const order: number[] = [];
    const run = (id: number): Promise<number> => workers.run(() => Promise.resolve(order.push(id)));
    await Promise.all([run(1), run(2), run(3)]);
    expect(order).toEqual([1, 2, 3]);
  });

  test('go on after a task that failed', async () => {
    const workers = new Workers(1);
    await expect(workers.run(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await expect(workers.run(() => Promise.resolve('next'))).resolves.toBe('next');
  });
});

describe('a task that only waits', () => {
  test('lends its place, and goes on when a place is free again', async () => {
    const workers = new Workers(1);
    const [wait, work] = [gate(), gate()];
    const order: string[] = [];
    const waiting = workers.run(async () => {
      await new WorkerLease(workers).releaseWhile(() => wait.opened);
      order.push('the one that waited');
    });
    const borrowing = workers.run(async () => {
      await work.opened;
      order.push('the one that borrowed');
    });
    wait.open();
    await settle();
    expect(order).toEqual([]);
    work.open();
    await Promise.all([waiting, borrowing]);
    expect(order).toEqual(['the one that borrowed', 'the one that waited']);
  });

  test('keeps others out while it works', async () => {
    const workers = new Workers(1);
    const work = gate();
    let started = false;
    const working = workers.run(() => work.opened);
    const other = workers.run(() => Promise.resolve((started = true)));
    await settle();
    expect(started).toBe(false);
    work.open();
    await Promise.all([working, other]);
    expect(started).toBe(true);
  });

  test('takes its place again also when the wait fails', async () => {
    const workers = new Workers(1);
    const failing = workers.run(() =>
      new WorkerLease(workers).releaseWhile(() => Promise.reject(new Error('enough'))),
    );
    await expect(failing).rejects.toThrow('enough');
    let [working, most] = [0, 0];
    const task = async (): Promise<void> => {
      most = Math.max(most, (working += 1));
      await settle();
      working -= 1;
    };
    await Promise.all([workers.run(task), workers.run(task)]);
    expect(most).toBe(1);
  });

  test('lends one place only while several of its requests wait', async () => {
    const workers = new Workers(1);
    const waits = [gate(), gate(), gate()];
    const done: number[] = [];
    const waiting = workers.run(async () => {
      const lease = new WorkerLease(workers);
      const wait = async (index: number): Promise<void> => {
        await lease.releaseWhile(() => waits[index]!.opened);
        done.push(index);
      };
      const [first, second] = [wait(0), wait(1)];
      waits[0]!.open();
      waits[1]!.open();
      await Promise.all([first, wait(2), second]);
    });
    let [working, most] = [0, 0];
    const works = [gate(), gate()];
    const borrow = (index: number): Promise<void> =>
      workers.run(async () => {
        most = Math.max(most, (working += 1));
        await works[index]!.opened;
        working -= 1;
      });
    const borrowing = [borrow(0), borrow(1)];
    await settle();
    waits[2]!.open();
    await settle();
    expect({most, done}).toEqual({most: 1, done: [0, 1]});
    works[0]!.open();
    works[1]!.open();
    await Promise.all([waiting, ...borrowing]);
    expect({most, done}).toEqual({most: 1, done: [0, 1, 2]});
  });

  test('lends no place while it waits to have its own again', async () => {
    const [releases, acquires]: [number[], (() => void)[]] = [[], []];
    const lease = new WorkerLease({
      release: () => releases.push(releases.length),
      acquire: () => new Promise((resolve) => acquires.push(resolve)),
      areAwaited: true,
    });
    const first = lease.releaseWhile(() => Promise.resolve('first'));
    await settle();
    const second = lease.releaseWhile(() => Promise.resolve('second'));
    await settle();
    expect([releases.length, acquires.length]).toEqual([1, 1]);
    acquires[0]!();
    await expect(first).resolves.toBe('first');
    await settle();
    expect([releases.length, acquires.length]).toEqual([2, 2]);
    acquires[1]!();
    await expect(second).resolves.toBe('second');
  });
});

describe('who takes the next place', () => {
  test('a task that has waited goes before one that is to start', async () => {
    const workers = new Workers(1);
    const [wait, work] = [gate(), gate()];
    const order: string[] = [];
    const waiting = workers.run(async () => {
      await new WorkerLease(workers).releaseWhile(() => wait.opened);
      order.push('returned');
    });
    const working = workers.run(() => work.opened);
    const starting = workers.run(() => Promise.resolve(order.push('started')));
    wait.open();
    await settle();
    work.open();
    await Promise.all([waiting, working, starting]);
    expect(order).toEqual(['returned', 'started']);
  });

  test('a task gives way between two pages to one that has waited, and goes on before one that is to start', async () => {
    const workers = new Workers(1);
    const wait = gate();
    const order: string[] = [];
    const waiting = workers.run(async () => {
      await new WorkerLease(workers).releaseWhile(() => wait.opened);
      order.push('returned');
    });
    const working = workers.run(async () => {
      const lease = new WorkerLease(workers);
      await lease.giveWay();
      order.push('page 1');
      wait.open();
      await settle();
      await lease.giveWay();
      order.push('page 2');
    });
    const starting = workers.run(() => Promise.resolve(order.push('started')));
    await Promise.all([waiting, working, starting]);
    expect(order).toEqual(['page 1', 'returned', 'page 2', 'started']);
  });

  test('a task gives way to none that is only to start', async () => {
    const workers = new Workers(1);
    const order: string[] = [];
    const working = workers.run(async () => {
      await new WorkerLease(workers).giveWay();
      await settle();
      order.push('worked');
    });
    const starting = workers.run(() => Promise.resolve(order.push('started')));
    await Promise.all([working, starting]);
    expect(order).toEqual(['worked', 'started']);
  });

  test('a task that waits for a request has no place to give', async () => {
    const releases: number[] = [];
    const lease = new WorkerLease({
      release: () => releases.push(releases.length),
      acquire: () => Promise.resolve(),
      areAwaited: true,
    });
    const wait = gate();
    const waiting = lease.releaseWhile(() => wait.opened);
    await lease.giveWay();
    expect(releases).toHaveLength(1);
    wait.open();
    await waiting;
    await lease.giveWay();
    expect(releases).toHaveLength(2);
  });
});
