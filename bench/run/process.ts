import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { steadyMemory } from './memory';
import type { Answer, Order } from './worker';

/** What measures. */
export interface Worker {
  ask(order: Order): Promise<Answer>;
  end(): void;
}

/** Workers one after another: a new one where the last has crashed. */
export class WorkerProcess implements Worker {
  #child: ChildProcess | undefined;
  readonly #program: string;

  constructor(program = join(__dirname, 'worker.js')) {
    this.#program = program;
  }

  /** Has a group measured; a crash is an answer too. */
  ask(order: Order): Promise<Answer> {
    // What peers print is not the bench's output. V8 compiles a loop by what it has seen of it: on the spot that is the same
    // in every process, on a thread of its own whatever had happened by then.
    const child = (this.#child ??= fork(this.#program, {
      execArgv: [...process.execArgv, '--no-concurrent-recompilation'],
      env: steadyMemory(),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    }));
    return new Promise((resolve) => {
      const settle = (answer: Answer): void => {
        child.off('message', settle).off('exit', crashed);
        resolve(answer);
      };
      const crashed = (code: number | null, signal: string | null): void => {
        this.#child = undefined;
        settle({ error: { message: `the process ended with ${signal ?? `code ${code}`}`, code: 'CRASHED' } });
      };
      child.on('message', settle).on('exit', crashed);
      child.send(order);
    });
  }

  end(): void {
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }
}
