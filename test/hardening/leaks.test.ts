import { expect } from 'chai';
import { join } from 'node:path';
import { evaluateFile } from '../support/child';
import { long } from './support/effort';

// What a task may leave behind, all its rounds together. RSS that is measured twice differs by up to 1.5 MB, and the least that
// can leak of a kernel are 300 bytes (its function, Node's record of it), of a network some kilobytes.
const allowed = 2.5e6;

// V8 keeps its heap small and malloc its arenas few: neither is to look like a leak.
const flags = ['--expose-gc', '--max-semi-space-size=1'];
const env = { MALLOC_ARENA_MAX: '1' };
const growth = (task: string, count: number): number =>
  evaluateFile(join(__dirname, 'support/leaks.js'), { flags, env, args: [task, String(count)] }) as number;

const tasks: [task: string, count: number][] = [
  ['calls in place', 1_000_000],
  ['resolutions', 10_000],
  ['networks', 300],
];
const longTasks: [task: string, count: number][] = [
  ['calls that allocate', 1_000_000],
  ['calls of an op', 1_000_000],
  ['refused calls', 100_000],
  ['lists', 10_000],
  ['workers', 200],
  ['workers terminated while they train', 100],
];

describe('memory stays where it was over', function () {
  this.timeout(600_000);
  // A busy machine runs finalizers late now and then; a leak is there every time.
  this.retries(2);
  for (const [task, count] of long ? [...tasks, ...longTasks] : tasks)
    it(`${count} ${task}`, () => expect(growth(task, count)).to.be.below(allowed));

  it('and a leak would be seen: 10000 of 300 bytes', () =>
    expect(growth('a leak of 300 bytes', 10_000)).to.be.above(allowed));
});
