// leeway called from JavaScript, and ONNX Runtime running the same network as leeway exports it: a program that `Driver` asks.
import { Lstm } from 'leeway';
import { loadOnnx } from '../../peers/onnx';
import { answerRequests, repeated, type Job } from '../programs/answering';
import { inputs, steps } from './cells';

const batch = { threads: 1, nanoseconds: 4e6 };

/** The weights that all libraries start from: see main.cc. */
function networkOf(hidden: number): Lstm {
  const count = (inputs + hidden + 1) * 4 * hidden;
  const initialWeights = new Float32Array(count + hidden + 1)
    .fill(1)
    .map((w, i) => (i < count ? 0.1 * Math.sin(i) : w));
  initialWeights[initialWeights.length - 1] = 0;
  return new Lstm({ inputs, hidden, initialWeights });
}

async function jobOf([library, , hidden, samples]: string[]): Promise<Job> {
  const count = Number(samples);
  const lstm = networkOf(Number(hidden));
  const x = Float32Array.from({ length: count * steps * inputs }, (_, i) => Math.sin(0.7 * i));
  if (library === 'leeway') {
    const options = { steps, out: new Float32Array(count) };
    return { ...batch, run: repeated(() => lstm.predict(x, options)), amount: 1, seen: lstm.predict(x, options)[0]! };
  }
  const peer = await loadOnnx(lstm.toOnnx(), x, [count, steps, inputs]);
  if ('missing' in peer) throw new Error(peer.missing);
  const run = async (times: number): Promise<void> => {
    for (let i = 0; i < times; i++) await peer.module();
  };
  return { ...batch, run, amount: 1, seen: (await peer.module())[0]! };
}

async function main(): Promise<void> {
  const probe = await loadOnnx(networkOf(1).toOnnx(), new Float32Array(steps * inputs), [1, steps, inputs]);
  await answerRequests({ 'ONNX Runtime': 'missing' in probe ? '' : probe.version }, jobOf);
}

void main();
