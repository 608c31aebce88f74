import { callSuite } from './call';
import { lstm } from './lstm/lstm';
import { math } from './math';
import { posit } from './posit';
import { sources } from './sources';
import type { Suite } from './suite';

/** Every suite, in the order they are run and reported. A new one is a line here. */
export const suites: readonly Suite[] = [math, callSuite, lstm, posit, sources];
