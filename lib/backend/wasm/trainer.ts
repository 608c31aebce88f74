import { LeewayError, LeewayRangeError, type LeewayErrorCode } from '../../errors';
import type { Outcome, Task, Trained } from './training';

/** A thread that performs tasks (training.ts), as a host starts it. */
export interface Thread {
  post(task: Task): void;
  /** Whether the process is to wait for it. */
  hold(busy: boolean): void;
  stop(): void;
}

/** Starts a thread; `failed` is called where it ends by itself. */
export type StartThread = (done: (outcome: Outcome) => void, failed: (error: Error) => void) => Thread;

interface Waiting {
  resolve(trained: Trained): void;
  reject(error: unknown): void;
}

/** Runs epochs in a thread, one at a time. */
export class Trainer {
  readonly #thread: Thread;
  #waiting: Waiting | undefined;
  #failed = false;
  #memory = 0;

  constructor(startThread: StartThread) {
    const failed = (error: Error): void => {
      this.#failed = true;
      this.#settle()?.reject(threadError(error));
    };
    try {
      this.#thread = startThread((outcome) => {
        const waiting = this.#settle();
        if ('error' in outcome) return waiting?.reject(errorOf(outcome.error));
        this.#memory = outcome.memory;
        waiting?.resolve(outcome);
      }, failed);
    } catch (error) {
      throw threadError(error as Error);
    }
    this.#thread.hold(false);
  }

  /** Whether it can train again, and holds no more memory than is worth a quick start. */
  get worthKeeping(): boolean {
    return !this.#failed && this.#memory <= 2 ** 24;
  }

  run(task: Task): Promise<Trained> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#thread.hold(true);
      this.#thread.post(task);
    });
  }

  stop(): void {
    this.#thread.stop();
  }

  #settle(): Waiting | undefined {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#thread.hold(false);
    return waiting;
  }
}

function errorOf({ message, code }: { message: string; code?: LeewayErrorCode }): Error {
  return code === undefined ? threadError(new Error(message)) : new LeewayRangeError(message, code);
}

function threadError(error: Error): LeewayError {
  const denied = (error as { code?: string }).code === 'ERR_ACCESS_DENIED';
  const remedy = denied ? ': start node with --allow-worker beside --permission' : '';
  return new LeewayError(
    `expected a worker thread to train in on WebAssembly, received ${error.message}${remedy}`,
    'ERR_LEEWAY_THREAD',
  );
}
