import { requirePositive } from '../checks';
import { refusal } from '../errors';

/**
 * How the learning rate moves: `constant`; `cosine` (gliding to 0 over all epochs); `{ decay: d }` (times d after every
 * epoch); or a function of the epoch (from 0) that gives the rate itself.
 */
export type Schedule = 'constant' | 'cosine' | { decay: number } | ((epoch: number) => number);

/** The rates at the start and the end of an epoch. */
export type Rates = (epoch: number) => { from: number; to: number };

export function ratesOf(schedule: Schedule, learningRate: number, epochs: number): Rates {
  requirePositive(learningRate, 'learningRate');
  if (schedule === 'constant') return () => ({ from: learningRate, to: learningRate });
  if (schedule === 'cosine') {
    const at = (epoch: number): number => (learningRate * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2;
    return (epoch) => ({ from: at(epoch), to: at(epoch + 1) });
  }
  if (typeof schedule === 'function') {
    return (epoch) => {
      const rate = schedule(epoch);
      requirePositive(rate, `schedule(${epoch})`);
      return { from: rate, to: rate };
    };
  }
  if (typeof schedule !== 'object' || schedule === null) {
    const code = typeof schedule === 'string' ? 'ERR_LEEWAY_ARGUMENT_RANGE' : 'ERR_LEEWAY_ARGUMENT_TYPE';
    throw refusal(code, 'constant, cosine, { decay } or a function', 'schedule', schedule);
  }
  const { decay } = schedule;
  requirePositive(decay, 'schedule.decay');
  return (epoch) => {
    const rate = learningRate * decay ** epoch;
    return { from: rate, to: rate };
  };
}
