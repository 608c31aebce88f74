export const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value) / values.length;
export const deviation = (values: Float64Array): number =>
  Math.sqrt(mean(values.map((value) => value * value)) - mean(values) ** 2);
export const quantile = (values: Float64Array, share: number): number =>
  values.slice().sort()[Math.floor(share * (values.length - 1))]!;

export function correlation(a: Float64Array, b: Float64Array): number {
  const [meanA, meanB] = [mean(a), mean(b)];
  return mean(a.map((value, at) => (value - meanA) * (b[at]! - meanB))) / (deviation(a) * deviation(b));
}
