import { Decimal } from '../decimal';
import { roundTo } from '../element-type';
import { sigmoid } from '../functions';
import type { Header } from '../header';

const ENTRIES = 1000;
const LIMIT = 6;

/** Entry i of word2vec's table is sigmoid at the lower end of the i-th of 1000 equal parts of [-6, 6]. */
export function word2vecTable(): Header {
  const at = (i: number): Decimal => new Decimal(i).div(ENTRIES).times(2).minus(1).times(LIMIT);
  return {
    summary: ['sigmoid((2 i / 1000 - 1) 6) for i from 0 to 999: the exp table of word2vec.'],
    sections: [
      {
        comment: ['Not fitted: samples.'],
        constants: [
          {
            type: 'float32',
            name: 'word2vec_sigmoid',
            value: Array.from({ length: ENTRIES }, (_, i) => roundTo('float32', sigmoid(at(i)))),
          },
        ],
      },
    ],
  };
}
