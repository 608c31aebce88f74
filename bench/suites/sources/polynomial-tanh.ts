import { backend, type Dtype } from 'leeway';
import { linesOf } from './catalogue';
import { loopLine, type Line, type SourceTable } from './table';

const n = 4096;
const domain = [0, 1] as const;
const standard = 'standard tanh';
const bits: Record<string, number> = { float64: 64, float32: 32, float16: 16 };

function linesFor(dtype: Dtype): Line[] {
  const width = `${bits[dtype] ?? dtype}-bit`;
  return [
    ...(dtype === 'float16'
      ? [] // JavaScript has no such arrays before Node 24
      : [loopLine(`${standard}, ${width}`, { op: 'tanh', expression: 'tanh(x)', dtype, domain })]),
    ...linesOf({ op: 'tanh', dtype, methods: (method) => method === 'exact', label: () => `exact, ${width}`, domain }),
    ...linesOf({
      op: 'tanh',
      dtype,
      isas: [backend.isa, 'sse2', 'scalar'],
      methods: (method) => method.startsWith('poly16'),
      label: (_, isa) => `order 16, ${isa === 'scalar' ? 'not vectorised' : 'vectorised'}, ${width}`,
      domain,
    }),
  ];
}

/** Source 1, section 3. */
export function polynomialTanh(): SourceTable {
  return {
    name: 'polynomial-tanh',
    title: 'Standard tanh and the order-16 polynomial, inputs in [0, 1] (published: SSE, 212 ms standard to 114 ms)',
    n,
    lines: (['float64', 'float32', 'float16'] as const).flatMap(linesFor),
    columns: [
      {
        head: `÷ ${standard}`,
        base: ({ label }) => label === `${standard}, 64-bit`,
        direction: 'faster',
        published: {
          [`${standard}, 64-bit`]: 1,
          'order 16, vectorised, 64-bit': 1.86,
          'order 16, not vectorised, 64-bit': 1.47,
          'order 16, vectorised, 32-bit': 1.86,
          'order 16, not vectorised, 32-bit': 1.64,
        },
      },
    ],
  };
}
