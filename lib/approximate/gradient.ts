// The table behind `backward`: f' fitted for itself, about as exact as f (a table's own slope is 20 to 250 times worse).
import { everySoMany, sample } from './certify';
import { withMargin } from './messages';
import { samplePoints } from './points';
import { classesOf } from './shapes';
import { derivativeOf, derivativeTails, type Fitted, type State } from './state';
import { Target } from './target';
import { best, choose, estimated, type Variant } from './variants';

const samplesOfDerivative = 2 ** 15;

/** How much more of an error than f's is worth a cheap table. */
const looser = 4;

export function fitGradient({ target, settings, value, maxAbsError }: State): Fitted & { source: 'given' | 'numeric' } {
  if (!target) throw new RangeError('the saved kernel has no gradient');
  const largest = (t: Target): number => {
    for (let i = 0; i <= 256; i++)
      t.largest = Math.max(t.largest, Math.abs(t.f(settings.low + ((settings.high - settings.low) * i) / 256)));
    return t.floor;
  };
  const derivative = derivativeOf(target);
  const tails = derivativeTails(value.tails);
  const asked = {
    ...settings,
    tails: [tails[0].value, tails[1].value] as const,
    maxRelError: 0,
    maxAbsError: looser * Math.max(maxAbsError, 1e-300),
  };
  const probe = new Target(derivative, asked, settings.knots.length > 0);
  asked.maxAbsError = Math.max(asked.maxAbsError, 4 * largest(probe));
  const points = samplePoints(settings, samplesOfDerivative);
  // At a knot f' jumps: either value will do.
  const away = points.filter((x) =>
    settings.knots.every((knot) => Math.abs(x - knot) > 4e-7 * Math.max(1, Math.abs(knot))),
  );
  const samples = sample(probe, away as typeof points);
  const found = choose(probe, samples, tails, []) ?? best(probe, samples, tails);
  if (!found) throw new RangeError('a domain that a table covers');
  const { variant, prepared } = found;
  const current: Variant = { ...variant, maxAbsError: withMargin(variant.maxAbsError, probe.floor) };
  const few = everySoMany(samples, 4);
  const others = classesOf(settings.dtype)
    .filter((name) => name !== variant.class)
    .map((name) => estimated(probe, name, few))
    .filter((other) => other !== undefined);
  return {
    variants: [current, ...others],
    current,
    prepared,
    tails,
    source: settings.derivative ? 'given' : 'numeric',
  };
}
