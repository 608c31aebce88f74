import type { Command } from 'commander';
import { registerBackend } from './backend';
import { registerBench } from './bench';

/** Every command, in the order of the help. A command loads what it needs when it runs, so that the help comes at once. */
export const commands: readonly ((leeway: Command) => void)[] = [registerBackend, registerBench];
