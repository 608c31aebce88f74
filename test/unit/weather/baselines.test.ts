import { expect } from 'chai';
import { prepareDataset, prepareTables, ridgeBaseline, scorePersistence, type Score } from '#lib/weather/index';
import { stamp, table } from './support';

function regression(score: Score) {
  if (score.task !== 'regression') throw new Error('a regression was expected');
  return score;
}

function classification(score: Score) {
  if (score.task !== 'classification') throw new Error('a classification was expected');
  return score;
}

/** Ten weeks of one column, `label(hour)` beside it. */
function labelled(value: (hour: number) => number, label: (hour: number) => number) {
  const rows = Array.from({ length: 1680 }, (_, hour) => `${value(hour)},${label(hour)},${stamp(hour)}`);
  return table('level,on,time', ...rows);
}

describe('weather/baselines', () => {
  const dataset = prepareDataset({ hours: 8760, features: ['temp'], seed: 1 });

  it('has persistence at skill 0', () => {
    const score = regression(scorePersistence(dataset, 'test'));
    expect(score.skill).to.be.closeTo(0, 1e-9);
    expect(score.rmse).to.be.closeTo(score.persistenceRmse, 1e-9);
  });

  it('has ridge regression see the day in the last 24 hours of synthetic weather', () => {
    const { scores, model } = ridgeBaseline(dataset);
    expect(model.weights).to.have.lengthOf(24);
    expect(regression(scores.test).skill).to.be.within(0.4, 0.75);
    const lastHour = prepareDataset({ hours: 8760, features: ['temp'], seed: 1, window: 1 });
    expect(regression(ridgeBaseline(lastHour).scores.test).skill).to.be.below(0.15);
  });

  it('chooses the penalty on validation', () => {
    const lambdas = [0.1, 10, 1e6];
    const each = lambdas.map((lambda) => regression(ridgeBaseline(dataset, [lambda]).scores.validation).rmse);
    const best = ridgeBaseline(dataset, lambdas);
    expect(regression(best.scores.validation).rmse).to.equal(Math.min(...each));
    expect(best.lambda).to.equal(lambdas[each.indexOf(Math.min(...each))]);
    expect(new Set(each).size).to.equal(3);
  });

  it('finds a law that is linear in the window', () => {
    // A recurrence of two steps: x(t + 1) = 2 cos(0.7) x(t) - x(t - 1).
    const source = labelled(
      (hour) => Math.sin(0.7 * hour) + 0.3 * Math.cos(0.7 * hour),
      () => 0,
    );
    const sine = prepareTables(source, undefined, { target: 'level', features: ['level'], window: 2, horizon: 1 });
    const { scores, lambda } = ridgeBaseline(sine, [1e-6, 1000]);
    expect(lambda).to.equal(1e-6);
    expect(regression(scores.test).rmse).to.be.below(1e-5);
  });

  it('classifies by ridge above one half, and by the more frequent label', () => {
    const source = labelled(
      (hour) => (hour * 7) % 20,
      (hour) => ((hour * 7) % 20 < 6 ? 1 : 0),
    );
    const lamps = prepareTables(source, undefined, { target: 'on', features: ['level'], window: 1 });
    const { scores } = ridgeBaseline(lamps);
    // The line of least squares through 1 below 6 and 0 above crosses one half at 6.3: wrong for the 6 alone.
    expect(classification(scores.test).fn).to.equal(0);
    expect(classification(scores.test).accuracy).to.be.closeTo(0.95, 0.005);
    const majority = classification(scorePersistence(lamps, 'test'));
    expect(majority).to.include({ tp: 0, fp: 0 });
    expect(majority.accuracy).to.equal(majority.majorityAccuracy).and.to.be.closeTo(0.7, 0.01);
    const mostlyOn = labelled(
      (hour) => hour % 5,
      (hour) => (hour % 5 < 3 ? 1 : 0),
    );
    const always = classification(
      scorePersistence(prepareTables(mostlyOn, undefined, { target: 'on', window: 1 }), 'test'),
    );
    expect(always).to.include({ tn: 0, fn: 0 });
    expect(always.accuracy).to.be.closeTo(0.6, 0.01);
  });
});
