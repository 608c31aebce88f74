import type { Random } from '../random';

/** A cold front passing the station. */
export interface Front {
  /** Hours since the start of the series. */
  readonly passage: number;
  /** 0.5 weak … 1.5 strong. */
  readonly strength: number;
}

/** What the fronts around an hour do to the weather, all of them added up. */
export interface FrontEffect {
  /** Fahrenheit. */
  temperature: number;
  /** Millibar. */
  pressure: number;
  /** Miles per hour. */
  windSpeed: number;
  /** Pull of the wind towards the south-west (ahead of a front) and the north-west (behind it). */
  southWest: number;
  northWest: number;
  /** On the logarithm of the dew-point depression: below 0 is moist. */
  dryness: number;
  /** 0 … about 1.5: how close a front is, for rain. */
  rain: number;
}

const REACH_AHEAD = 4 * 24;
const REACH_BEHIND = 10 * 24;
const LEAST_SPACING = 40;
const MEAN_EXTRA_SPACING = 70;

/** Fronts from well before hour 0 to well after the last hour, four to five days apart on average. */
export function makeFronts(random: Random, hours: number): Front[] {
  const fronts: Front[] = [];
  let passage = -REACH_BEHIND;
  while (passage < hours + REACH_AHEAD) {
    passage += LEAST_SPACING + random.exponential(MEAN_EXTRA_SPACING);
    fronts.push({ passage, strength: 0.5 + random.uniform() });
  }
  return fronts;
}

const bell = (lag: number, width: number): number => Math.exp(-((lag / width) ** 2));

function addFront(effect: FrontEffect, lag: number, strength: number): void {
  // Behind a front everything sets in over a few hours and fades over days.
  const setIn = lag > 0 ? 1 - Math.exp(-lag / 3) : 0;
  const ahead = lag > 0 ? 1 - setIn : Math.exp(lag / 20);
  const behind = (fade: number): number => setIn * Math.exp(-Math.max(0, lag) / fade);
  effect.temperature += strength * (5 * ahead - 13 * behind(50));
  effect.pressure += strength * (7 * bell(lag - 50, 30) - 13 * bell(lag, lag < 0 ? 20 : 14));
  effect.windSpeed += strength * (5 * bell(lag, 9) + 5 * behind(18));
  effect.southWest += 2 * strength * ahead;
  effect.northWest += 2.5 * strength * behind(30);
  effect.dryness += strength * (0.6 * behind(40) - 0.9 * bell(lag + 3, 10));
  effect.rain += strength * bell(lag + 2, 6);
}

/** The effect of all fronts on one hour. */
export function frontEffect(fronts: readonly Front[], hour: number): FrontEffect {
  const effect = { temperature: 0, pressure: 0, windSpeed: 0, southWest: 0, northWest: 0, dryness: 0, rain: 0 };
  for (const { passage, strength } of fronts) {
    const lag = hour - passage;
    if (lag > -REACH_AHEAD && lag < REACH_BEHIND) addFront(effect, lag, strength);
  }
  return effect;
}
