import { expect } from 'chai';
import { arithmetic, mainLoop, spills, type MainLoop } from '../../../bench/native/loops';

const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line, i) => ({ address: (0x40 + i).toString(16), text: line.trim() }));

/** A loop of two vectors inside one over rows, and a loop for what is left. */
const kernel = lines(`
  vbroadcastss (%rax),%zmm9
  vmovups (%rdi),%zmm0
  vmovups 0x40(%rdi),%zmm1
  vpermi2ps %zmm9,%zmm8,%zmm0
  vmaxps %zmm1,%zmm9,%zmm1
  vmovaps %zmm1,(%rsp)
  vmovups %zmm0,(%rsi)
  vmovups %zmm1,0x40(%rsi)
  jb 41
  jb 40
  vmovss (%rdi),%xmm0
  vmovups %zmm0,(%rsi)
  jne 4a
`);

describe('the main loop of a kernel', () => {
  const instructions = mainLoop(kernel)!;
  const loop: MainLoop = { op: '', method: '', dtype: 'float32', instructions, vectors: 2 };

  it('is the innermost one that stores most vectors', () => {
    expect(instructions).to.deep.equal(kernel.slice(1, 9).map(({ text }) => text));
    expect(mainLoop(lines('ret'))).to.be.undefined;
  });

  it('has arithmetic, which moves are not, and spills', () => {
    expect(arithmetic(loop)).to.deep.equal(['vpermi2ps %zmm9,%zmm8,%zmm0', 'vmaxps %zmm1,%zmm9,%zmm1']);
    expect(spills(loop)).to.equal(1);
  });
});
