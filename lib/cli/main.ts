#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { commands } from './commands';
import { isUsersError, oneLine } from './errors';

const manifest = readFileSync(join(__dirname, '../../package.json'), 'utf8');
const { version, description } = JSON.parse(manifest) as { version: string; description: string };

/** The `leeway` command, as yet without having run. */
function program(): Command {
  const leeway = new Command('leeway')
    .description(description)
    .version(version)
    .enablePositionalOptions() // a command and its subcommands may have options of the same name
    .showHelpAfterError('(leeway --help lists the commands and their options)')
    .exitOverride();
  for (const register of commands) register(leeway);
  return leeway;
}

async function main(): Promise<void> {
  try {
    await program().parseAsync();
  } catch (error) {
    // commander has printed what is wrong with an option, or the help that was asked for
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : 2;
    else if (isUsersError(error)) {
      process.stderr.write(`leeway: ${oneLine(error)}\n`);
      process.exitCode = 2;
    } else throw error;
  }
}

void main();
