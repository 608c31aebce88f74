import type { Command } from 'commander';
import { createRequire } from 'node:module';

type Register = (leeway: Command) => void;

/** What lives in bench/, which is compiled beside lib/, into dist/bench. */
const commands = createRequire(__filename)('../bench/cli/index.js') as Record<
  'registerBench' | 'registerCompare',
  Register
>;

/** `leeway bench` and `leeway compare`. */
export const { registerBench, registerCompare } = commands;
