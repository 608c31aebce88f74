import type { Command } from 'commander';
import type { ApproximateOptions, Tail } from '../approximate';
import { UsageError } from './errors';

interface Given {
  expr: string;
  domain: [number, number];
  maxAbsError?: number;
  maxRelError?: number;
  tails?: [Tail, Tail];
  knots?: number[];
  spacing?: string;
  dtype?: string;
  name?: string;
  isa?: string;
  exhaustive?: boolean;
  out?: string;
  header?: string;
  plot?: string;
}

/** `leeway approximate`: an expression as a kernel, with its bound, as JSON, as C++ and as a picture. */
export function registerApproximate(leeway: Command): void {
  leeway
    .command('approximate')
    .description('make a kernel of an expression of x, with a certified error bound')
    .requiredOption('--expr <expression>', 'the function, e.g. "x*tanh(log1p(exp(x)))"')
    .requiredOption('--domain <low,high>', 'where the bound is to hold', pairOfNumbers)
    .option('--max-abs-error <error>', 'the largest absolute error', number)
    .option('--max-rel-error <error>', 'the largest relative error; with the absolute one, the sum', number)
    .option('--tails <low,high>', 'beyond the domain, per side: clamp, linear, nan or a number', pairOfTails)
    .option('--knots <x,…>', 'where the function has corners', numbers)
    .option('--spacing <spacing>', 'auto, uniform or log')
    .option('--dtype <dtype>', 'float32 or float64')
    .option('--name <name>', 'what to call it')
    .option('--isa <isa>', 'an instruction set other than the best')
    .option('--exhaustive', 'compare at every float32 number of the domain')
    .option('--out <file>', 'write the kernel as JSON, for approximate.load')
    .option('--header <file>', 'write a C++ header')
    .option('--plot <file>', 'draw function, pieces and error as SVG')
    .action(async (given: Given) => (await import('./approximate/run.js')).run(given));
}

export type { Given };

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || Number.isNaN(value))
    throw new UsageError(`expected a number, received ${JSON.stringify(text)}`);
  return value;
}

const numbers = (text: string): number[] => text.split(',').map(number);

function pairOfNumbers(text: string): [number, number] {
  const pair = numbers(text);
  if (pair.length !== 2) throw new UsageError(`expected two numbers low,high, received ${JSON.stringify(text)}`);
  return pair as [number, number];
}

function pairOfTails(text: string): [Tail, Tail] {
  const words = ['clamp', 'linear', 'nan'];
  const pair = text.split(',').map((part) => (words.includes(part) ? (part as Tail) : number(part)));
  if (pair.length !== 2) throw new UsageError(`expected two tails low,high, received ${JSON.stringify(text)}`);
  return pair as [Tail, Tail];
}

/** The options of `approximate()` that were given. */
export function optionsOf(given: Given): ApproximateOptions {
  const { domain, maxAbsError, maxRelError, tails, knots, spacing, dtype, name, isa } = given;
  const all = { domain, maxAbsError, maxRelError, tails, knots, spacing, dtype, name, isa };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as never;
}
