// A worker thread that trains until it is terminated, or ends itself in the middle of it.
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { startTraining, type EpochLength } from './training';

export interface Task {
  epochLength: EpochLength;
  exitAfter?: number;
}

const { epochLength, exitAfter } = workerData as Task;
startTraining(epochLength);
parentPort!.postMessage('training');
if (exitAfter !== undefined) void pause(exitAfter).then(() => process.exit(3));
