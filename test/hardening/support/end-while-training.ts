// Ends this process while it trains, in the way that its argument names.
import { setTimeout as pause } from 'node:timers/promises';
import { startTraining, type EpochLength } from './training';

const [, , way = '', epochLength = 'short', delay = '0'] = process.argv;
const { lstm, training } = startTraining(epochLength as EpochLength);

const ways: Record<string, () => unknown> = {
  exit: () => process.exit(7),
  throw: () => {
    throw new Error('thrown while training');
  },
  reject: () => Promise.reject(new Error('rejected while training')),
  'exit in a handler': () => {
    process.on('exit', () => {
      try {
        lstm.predict(new Float32Array(4), { steps: 1 });
      } catch (error) {
        process.exitCode = (error as { code?: string }).code === 'ERR_LEEWAY_BUSY' ? 8 : 9;
      }
    });
    process.exit();
  },
};

void training;
void pause(Number(delay)).then(() => ways[way]!());
