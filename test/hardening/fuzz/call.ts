import type { AnyArray, Arena } from './arena';
import type { Dice } from './dice';
import type { Effect } from './values';

/** One call of the public surface, made up and not yet made. */
export interface Call {
  /** What it is, for the message when something is wrong. */
  what: string;
  run(): unknown;
  /** The arrays that may have changed once the call has returned; none may have where it was refused. */
  outputs?: readonly AnyArray[];
  /** What is wrong with the result, if anything. */
  check?(result: unknown): string | undefined;
  /** What is wrong after a refusal, beyond memory that changed. */
  checkRefused?(): string | undefined;
}

/** What calls are made up from. */
export interface World {
  dice: Dice;
  /** The memory of this call. */
  arena: Arena;
  /** Something that happens in the middle of the call, by way of a getter or a trap. */
  effect: Effect;
  /** Whether it happened: results are then anybody's guess. */
  disturbed(): boolean;
}
