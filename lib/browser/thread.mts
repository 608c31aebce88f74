// The thread that trains, in a browser.
import { perform, type Task } from '../backend/wasm/training.js';

self.onmessage = ({ data }: MessageEvent<Task>) => self.postMessage(perform(data));
