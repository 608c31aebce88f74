import { expect } from 'chai';
import { measure } from '../../../../bench/run/run';
import { Machine, optionsOf, planOf, type Times } from './support';

const steady: Times = () => [10, 20];
/** Rows that never agree, more of them in `worst`. */
const unsteady: Times = (group, process) => {
  const other = 10 * 1.5 ** process;
  const rows = group === 'worst' ? [other, other] : group === 'bad' ? [other] : [];
  return [...rows, 10, 10, 10];
};
/** One process finds something else. */
const astray: Times = (group, process) => [group === 'bad' && process === 1 ? 13 : 10, 10, 10];

const run = (machine: Machine, ids: string[], more: Partial<Parameters<typeof measure>[2]> = {}, once: string[] = []) =>
  measure(planOf(ids, once), optionsOf('default'), {
    processes: 3,
    worker: machine.worker,
    now: machine.clock,
    ...more,
  });

describe('what a run measures', () => {
  it('is everything in each process, but for what is measured once', async () => {
    const machine = new Machine(steady, 1000);
    let steps = 0;
    const { rows, complete } = await run(machine, ['a', 'b', 'c'], { onProgress: () => steps++ }, ['b']);
    expect(machine.asked).to.deep.equal([
      ['a', 'b', 'c'],
      ['a', 'c'],
      ['a', 'c'],
    ]);
    expect({ steps, complete, ended: machine.ended }).to.deep.equal({ steps: 9, complete: true, ended: 3 });
    expect(rows.map(({ group, time }) => `${group} ${time!.processes}`)).to.deep.equal([
      'a 3',
      'a 3',
      'b 1',
      'b 1',
      'c 3',
      'c 3',
    ]);
  });

  it('is then what disagrees, the worst first, in as many processes again', async () => {
    const machine = new Machine(unsteady, 1000);
    const again: number[] = [];
    const { rows } = await run(machine, ['bad', 'good', 'worst', 'once'], { onAgain: (n) => again.push(n) }, ['once']);
    expect(machine.asked.slice(3)).to.deep.equal(Array(3).fill(['worst', 'bad']));
    expect(again).to.deep.equal([2, 2, 2]);
    expect(rows.find(({ group }) => group === 'worst')).to.include({ noisy: true });
    expect(rows.find(({ group }) => group === 'worst')!.time!.processes).to.equal(6);
  });

  it('is that until it agrees', async () => {
    const machine = new Machine(astray, 1000);
    const { rows } = await run(machine, ['bad', 'good']);
    expect(machine.asked.slice(3)).to.deep.equal([['bad'], ['bad']]);
    expect(rows[0]!.time).to.include({ median: 10, processes: 5 });
    expect(rows.filter(({ noisy }) => noisy)).to.deep.equal([]);
  });

  it('is, last of all, what only one process could measure undisturbed', async () => {
    const disturbed: Times = (group, process) => {
      if (group === 'disturbed') return [10, 10, 10].map((time) => (process === 1 || process === 2 ? 2 * time : time));
      return unsteady(group, process);
    };
    const machine = new Machine(disturbed, 1000);
    const { rows } = await run(machine, ['disturbed', 'bad', 'good']);
    expect(machine.asked.slice(3)).to.deep.equal([['bad', 'disturbed'], ['bad'], ['bad']]);
    expect(rows[0]!.time).to.include({ median: 10, processes: 2 });
    const alone = new Machine(disturbed, 1000);
    await run(alone, ['disturbed', 'good'], { processes: 1 });
    expect(alone.asked).to.have.lengthOf(1);
  });

  it('is no more than there is time for', async () => {
    const machine = new Machine(unsteady, 18_000);
    await run(machine, ['bad', 'good', 'worst']);
    expect(machine.now).to.equal(9 * 18_000);
    expect(machine.asked).to.have.lengthOf(3);
    const faster = new Machine(unsteady, 16_000);
    await run(faster, ['bad', 'good', 'worst']);
    expect(faster.asked.slice(3)).to.deep.equal([['worst']]);
  });

  it('is nothing more where a look is enough', async () => {
    const machine = new Machine(unsteady, 10);
    const { worker, clock: now } = machine;
    await measure(planOf(['bad', 'worst']), optionsOf('quick'), { processes: 2, worker, now });
    expect(machine.asked).to.have.lengthOf(2);
  });

  it('ends when it is told to, with what there is, what is measured again included', async () => {
    const interrupted = new AbortController();
    const machine = new Machine((group, process) => {
      if (process === 3 && group === 'bad') interrupted.abort();
      return unsteady(group, process);
    }, 1000);
    const { rows, complete } = await run(machine, ['bad', 'good', 'worst'], { signal: interrupted.signal });
    expect(complete).to.equal(false);
    expect(machine.asked.slice(3)).to.deep.equal([['worst', 'bad']]);
    const processes = (name: string) => rows.find(({ group }) => group === name)!.time!.processes;
    expect({ worst: processes('worst'), bad: processes('bad') }).to.deep.equal({ worst: 4, bad: 3 });
  });

  it('is nothing more, and leaves no process behind, when the data are wrong', async () => {
    const machine = new Machine(() => ({ message: 'no such column', code: 'ERR_LEEWAY_DATA' }), 10);
    const error: unknown = await run(machine, ['a', 'b']).catch((reason: unknown) => reason);
    expect(error).to.include({ message: 'no such column', code: 'ERR_LEEWAY_DATA' });
    expect(machine).to.deep.include({ asked: [['a']], ended: 1 });
  });

  it('tells of groups that crashed', async () => {
    const machine = new Machine(() => ({ message: 'the process ended with SIGSEGV', code: 'CRASHED' }), 10);
    const { rows } = await run(machine, ['a']);
    expect(rows.map(({ name, missing }) => [name, missing])).to.deep.equal([['a', 'the process ended with SIGSEGV']]);
  });
});
