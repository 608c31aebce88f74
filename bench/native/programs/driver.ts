// A program that is asked over its standard input for one batch of a job at a time, and answers with what it took: so jobs of
// several programs, in C++, Python and JavaScript, can be interleaved.
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { CoreRates } from '#lib/backend/addon';

/** Nanoseconds of a step, a prediction, an operation or a byte. */
export interface Answer {
  /** What the thread (PyTorch, ONNX Runtime: the process) ran; what others took of the core is not in it. */
  cpu: number;
  wall: number;
  /** The first prediction with the weights that all start from: the same of all, or they compute something else. */
  seen: number;
  /** What its threads did in a cycle, before or after, whichever was less; nothing of a program that does not measure it. */
  cores?: CoreRates;
}

export interface Missing {
  missing: string;
}

export class Driver {
  readonly #process: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  constructor(command: string, args: string[]) {
    const one = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const env = { ...process.env, ...one };
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'], env });
    this.#process.stdin!.on('error', () => undefined); // one that ended is noticed by its answer
    const lines = createInterface({ input: this.#process.stdout! });
    this.#process.on('error', () => lines.close());
    this.#lines = lines[Symbol.asyncIterator]();
  }

  /** The next line: at first the libraries with their versions, empty for one that is not there. */
  async read<T>(): Promise<T | Missing> {
    try {
      const line = await this.#lines.next();
      return line.done ? { missing: 'does not run' } : (JSON.parse(line.value) as T);
    } catch (error) {
      return { missing: (error as Error).message };
    }
  }

  ask(request: string): Promise<Answer | Missing> {
    this.#process.stdin!.write(`${request}\n`);
    return this.read();
  }

  end(): void {
    this.#process.stdin!.end();
  }
}
