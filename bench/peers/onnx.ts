import { loadPeer, type Peer } from './load';

interface Session {
  run(feeds: Record<string, unknown>): Promise<Record<string, { data: Float32Array }>>;
}

interface OnnxRuntime {
  InferenceSession: { create(model: Uint8Array, options: object): Promise<Session> };
  Tensor: new (type: string, data: Float32Array, shape: number[]) => unknown;
}

export const onnxRuntime = 'onnxruntime-node';

/** A model with its input bound: a call runs it, on one thread. */
export async function loadOnnx(
  model: Uint8Array,
  x: Float32Array,
  shape: number[],
): Promise<Peer<() => Promise<Float32Array>>> {
  const peer = loadPeer<OnnxRuntime>(onnxRuntime);
  if ('missing' in peer) return peer;
  const { InferenceSession, Tensor } = peer.module;
  try {
    const threads = { intraOpNumThreads: 1, interOpNumThreads: 1 };
    const session = await InferenceSession.create(model, { ...threads, logSeverityLevel: 3 });
    const input = new Tensor('float32', x, shape);
    return { module: async () => (await session.run({ x: input }))['y']!.data, version: peer.version };
  } catch (error) {
    return { missing: `does not run: ${(error as Error).message.split('\n')[0]}` };
  }
}
