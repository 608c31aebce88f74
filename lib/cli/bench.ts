import type { Command } from 'commander';
import { createRequire } from 'node:module';

/** `leeway bench`: it lives in bench/, which is compiled beside lib/, into dist/bench. */
export function registerBench(leeway: Command): void {
  const commands = createRequire(__filename)('../bench/cli/index.js') as { registerBench(leeway: Command): void };
  commands.registerBench(leeway);
}
