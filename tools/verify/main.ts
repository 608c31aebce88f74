// npm run verify [-- --suite NAME] [--op tanh,…] [--method exact,…] [--dtype float16,…] [--isa avx2,…] [--stride N]
//                [--float64-inputs N] [--whole-scalar] [--write [--replace]]
//   kernels          every float32 input (or every N-th), every 16-bit one, 5e7 float64 bit patterns of each sign (or N), on every
//                    instruction set; scalar kernels whose bits are SSE2's on every 33rd unless --whole-scalar;
//                    --write makes what was found the promise (native/kernels/bounds.def), but where the line there saw more inputs
//                    and what was found does not break its promise; with --replace there, too: for a kernel whose code changed
//   alpha            the gradients by alpha of channelKernel(), on samples
//   approximations   tables of smooth functions at 2^24 points, on every instruction set
//   weather          the acceptance test of the LSTM on real hourly data, five seeds
//   weather-control  that test must turn down a build with the recurrent weights cut
import { parseArgs } from 'node:util';
import { verifyAlpha } from './alpha';
import { verifyApproximations } from './approximations';
import { verifyKernels } from './kernels';
import { verifyWeather } from './weather';
import { verifyWeatherControl } from './weather-control';

const { values } = parseArgs({
  options: {
    suite: { type: 'string' },
    op: { type: 'string' },
    method: { type: 'string' },
    dtype: { type: 'string' },
    isa: { type: 'string' },
    stride: { type: 'string', default: '1' },
    'float64-inputs': { type: 'string', default: '50000000' },
    'whole-scalar': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    replace: { type: 'boolean', default: false },
  },
});

const suites: Record<string, () => Promise<boolean> | boolean> = {
  kernels: () =>
    verifyKernels(
      {
        ops: values.op?.split(','),
        methods: values.method?.split(','),
        dtypes: values.dtype?.split(','),
        isas: values.isa?.split(','),
        stride: Number(values.stride),
        float64Inputs: Number(values['float64-inputs']),
        wholeScalar: values['whole-scalar'],
      },
      { write: values.write, replace: values.replace },
    ),
  alpha: verifyAlpha,
  approximations: verifyApproximations,
  weather: verifyWeather,
  'weather-control': verifyWeatherControl,
};

async function main(): Promise<void> {
  const named = values.suite ?? (values.op || values.dtype ? 'kernels' : undefined);
  const names = named ? [named] : Object.keys(suites);
  let held = true;
  for (const name of names) {
    const suite = suites[name];
    if (!suite) {
      process.stderr.write(
        `leeway: expected one of ${Object.keys(suites).join(', ')} for --suite, received "${name}"\n`,
      );
      process.exit(2);
    }
    held = (await suite()) && held;
  }
  process.exitCode = held ? 0 : 1;
}

void main();
