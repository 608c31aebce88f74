// More points than the first certificate had, and all of them if asked for; giving way to others now and then.
import { readOptions, requireFunction, requireSignal } from '../checks';
import { refusal } from '../errors';
import type { Certificate, VerifyOptions } from './approximation';
import { compare, Errors, sample } from './certify';
import { short } from './messages';
import { Float32Range, samplePoints } from './points';
import { BudgetError } from './refusals';
import { published, type State } from './state';
import { Target } from './target';

const block = 65536;
const samples = 2 ** 22;
/** Milliseconds until others get a turn, and a signal is seen. */
const longestWork = 30;

export async function verify(state: State, options: VerifyOptions = {}): Promise<Certificate> {
  const {
    exhaustive = false,
    signal,
    onProgress,
    f,
  } = readOptions(options, ['exhaustive', 'signal', 'onProgress', 'f']);
  requireSignal(signal, 'signal');
  requireFunction(onProgress, 'onProgress');
  requireFunction(f, 'f');
  const { settings } = state;
  if (exhaustive && settings.dtype === 'float64')
    throw refusal('ERR_LEEWAY_ARGUMENT_RANGE', 'a float32 kernel', 'exhaustive', settings.dtype);
  const target = f ? new Target(f, settings) : state.target;
  if (!target) throw refusal('ERR_LEEWAY_ARGUMENT_TYPE', 'the function, which a saved kernel does not know,', 'f', f);

  const errors = new Errors(settings);
  const blocks = exhaustive ? allBlocks(settings) : sampledBlocks(settings);
  const total = exhaustive ? new Float32Range(settings).count : samples;
  let rested = performance.now();
  for (const points of blocks) {
    signal?.throwIfAborted();
    compare(state.value.prepared, sample(target, points), errors);
    onProgress?.({ done: Math.min(total, errors.points), total });
    if (performance.now() - rested < longestWork) continue;
    await new Promise((resolve) => setTimeout(resolve));
    rested = performance.now();
  }
  return conclude(state, errors, exhaustive);
}

function conclude(state: State, errors: Errors, exhaustive: boolean): Certificate {
  const { low, high } = state.settings;
  const spacing = exhaustive ? 0 : (high - low) / (samples / 2 - 1);
  const certificate: Certificate = { kind: exhaustive ? 'exhaustive' : 'sampled', points: errors.points, spacing };
  const [absolute, relative] = [errors.absolute > state.maxAbsError, errors.relative > state.maxRelError];
  if (absolute || relative) {
    const promised = absolute ? state.maxAbsError : state.maxRelError;
    const found = absolute ? errors.absolute : errors.relative;
    if (absolute) state.maxAbsError = published(errors.absolute, 0, 0);
    else state.maxRelError = published(errors.relative, 0, 0);
    state.certificate = certificate;
    throw new BudgetError(
      `expected an error of at most ${short(promised)}, received ${short(found)} near x = ${short(errors.at)}`,
      found,
      errors.at,
    );
  }
  state.certificate = certificate;
  return certificate;
}

function* allBlocks(settings: State['settings']): Generator<Float32Array> {
  const range = new Float32Range(settings);
  for (let from = 0; from < range.count; from += block) {
    const points = new Float32Array(Math.min(block, range.count - from));
    range.fill(points, from, 1);
    yield points;
  }
}

function* sampledBlocks(settings: State['settings']) {
  const points = samplePoints(settings, samples);
  for (let from = 0; from < points.length; from += block) yield points.subarray(from, from + block);
}
