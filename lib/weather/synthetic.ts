import { LeewayRangeError, LeewayTypeError, received } from '../errors';
import { frontEffect, makeFronts } from './fronts';
import { Random } from '../random';
import { Table } from './table';
import { DAY, HOUR, parseTimestamp, startOfYear } from './timestamp';

export interface SyntheticWeatherOptions {
  /** How many hours to make: a whole number in 1..1,000,000. */
  readonly hours: number;
  /** A whole number in 0..2^32-1: the same seed gives the same weather, bit by bit. */
  readonly seed: number;
  /** The first hour as an ISO date-time; 2013-01-01T00:00:00Z by default. */
  readonly start?: string | undefined;
}

const MOST_HOURS = 1_000_000;
// The sun of New York: 74 degrees west are five hours behind UTC.
const SOLAR_OFFSET = 5 * HOUR;
const COLDEST_DAY = 22;
const WARMEST_HOUR = 15;

const COLUMNS = ['temp', 'dewp', 'humid', 'wind_dir', 'wind_speed', 'precip', 'pressure'] as const;

type Observation = Record<(typeof COLUMNS)[number], number>;

/** Relative humidity in % by the Magnus formula over water, from temperature and dew point in Fahrenheit. */
export function relativeHumidity(temperature: number, dewPoint: number): number {
  const exponent = (fahrenheit: number): number => {
    const celsius = (fahrenheit - 32) / 1.8;
    return (17.62 * celsius) / (243.12 + celsius);
  };
  return 100 * Math.exp(exponent(dewPoint) - exponent(temperature));
}

/** Noise that forgets slowly: standard deviation `deviation`, correlation 1/e after `memory` hours. */
function correlatedNoise(random: Random, deviation: number, memory: number): () => number {
  const kept = Math.exp(-1 / memory);
  const fresh = deviation * Math.sqrt(1 - kept * kept);
  let value = deviation * random.normal();
  return () => (value = kept * value + fresh * random.normal());
}

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** An angle in radians as whole tens of degrees in 0..350, as stations report it. */
const compass = (radians: number): number => (Math.round((radians * 18) / Math.PI + 36) % 36) * 10;

/** A station's weather, hour by hour: each call of the result makes the next hour. */
function makeStation(seed: number, start: number, hours: number): () => Observation {
  const random = Random.fromSeed(seed);
  // The fronts have a stream of their own, so that a longer series begins like a shorter one.
  const fronts = makeFronts(new Random([random.uint32(), random.uint32(), random.uint32(), random.uint32()]), hours);
  const airMass = correlatedNoise(random, 4, 40);
  const eddies = correlatedNoise(random, 0.8, 3);
  const dryness = correlatedNoise(random, 0.4, 18);
  const pressureNoise = correlatedNoise(random, 4, 60);
  const gusts = correlatedNoise(random, 0.35, 6);
  const [east, north] = [correlatedNoise(random, 0.7, 16), correlatedNoise(random, 0.7, 16)];
  let hour = -1;
  return () => {
    hour++;
    const time = start + hour * HOUR;
    const front = frontEffect(fronts, hour);
    const season = -Math.cos((2 * Math.PI * ((time - startOfYear(time)) / DAY - COLDEST_DAY)) / 365.25);
    const solarHour = ((((time - SOLAR_OFFSET) % DAY) + DAY) % DAY) / HOUR;
    const dryAir = dryness() + front.dryness;
    // Clear dry air warms by day and cools at night; under moist cloudy air the day passes unnoticed.
    const clearness = 1 / (1 + Math.exp(-2 * dryAir));
    const sun = Math.cos((2 * Math.PI * (solarHour - WARMEST_HOUR)) / 24);
    const frontalTemperature = front.temperature * (1 - 0.35 * season);
    const temp = round(56 + 22 * season + (2 + 7.5 * clearness) * sun + frontalTemperature + airMass() + eddies(), 2);
    const depression = 10 * Math.exp(dryAir) * (1 + 0.45 * sun);
    const dewp = round(temp - depression, 2);
    const wind = Math.max(0, 9 * Math.exp(gusts()) + 1.5 * sun + front.windSpeed - 1);
    // Where the wind comes from: wandering, drawn to 200 degrees ahead of a front and to 310 behind it.
    const pull = (radians: (degrees: number) => number): number =>
      0.4 * radians(240) + front.southWest * radians(200) + front.northWest * radians(310);
    const towardsNorth = north() + pull((degrees) => Math.cos((degrees * Math.PI) / 180));
    const towardsEast = east() + pull((degrees) => Math.sin((degrees * Math.PI) / 180));
    const [rains, amount] = [random.uniform() < 0.75 * Math.min(1, front.rain), random.exponential(0.06)];
    return {
      temp,
      dewp,
      humid: round(relativeHumidity(temp, dewp), 2),
      wind_dir: compass(Math.atan2(towardsEast, towardsNorth)),
      wind_speed: round(wind, 2),
      precip: rains ? round(amount * front.rain, 2) : 0,
      pressure: round(1017.5 - 1.5 * season + front.pressure + pressureNoise(), 1),
    };
  };
}

function checkSynthetic(hours: number, start: string): number {
  if (typeof hours !== 'number') throw new LeewayTypeError(`expected a number for hours, received ${received(hours)}`);
  if (!Number.isInteger(hours) || hours < 1 || hours > MOST_HOURS) {
    throw new LeewayRangeError(`expected a whole number in 1..${MOST_HOURS} for hours, received ${hours}`);
  }
  const time = typeof start === 'string' ? parseTimestamp(start) : NaN;
  if (Number.isNaN(time)) {
    throw new LeewayRangeError(`expected a date-time like 2013-01-01T00:00:00Z for start, received ${received(start)}`);
  }
  return time;
}

/**
 * Makes hourly weather that behaves like a station's at New York: seasons, days and nights damped by clouds, cold fronts
 * every few days (falling pressure, south-west wind and warmth ahead; rain; a shift to north-west, cold dry air and
 * rising pressure behind), and noise with a memory. The dew point never exceeds the temperature, and the humidity
 * follows from both. Columns and units are those of the NOAA data: temp and dewp in F, humid in %, wind_dir in degrees,
 * wind_speed in mph, precip in inches, pressure in millibar, time_hour in UTC; origin is the station's name.
 *
 * @throws LeewayTypeError or LeewayRangeError for hours, seed or start out of range
 */
export function syntheticWeather(options: SyntheticWeatherOptions): Table {
  const { hours, seed, start = '2013-01-01T00:00:00Z' } = options;
  const first = checkSynthetic(hours, start);
  const nextHour = makeStation(seed, first, hours);
  const observations = Array.from({ length: hours }, nextHour);
  const times = observations.map((_, hour) => new Date(first + hour * HOUR).toISOString().replace('.000Z', 'Z'));
  const columns = new Map<string, readonly string[] | Float64Array>([['origin', times.map(() => 'SYN')]]);
  for (const name of COLUMNS)
    columns.set(
      name,
      Float64Array.from(observations, (observation) => observation[name]),
    );
  columns.set('time_hour', times);
  return new Table(`synthetic weather (seed ${seed})`, columns);
}
