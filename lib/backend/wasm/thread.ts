// The thread that trains, in Node.
import { parentPort } from 'node:worker_threads';
import { perform, type Task } from './training';

parentPort!.on('message', (task: Task) => parentPort!.postMessage(perform(task)));
