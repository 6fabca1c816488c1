/** A source of random numbers 0…1. */
export type Random = () => number;

/** Choices that are drawn by weight. */
export interface WeightedChoices<T> {
  readonly choices: readonly T[];
  /** The sum of the weights up to each choice. */
  readonly sums: Float64Array;
}

export function weightedChoices<T extends { readonly weight: number }>(
  choices: readonly T[],
): WeightedChoices<T> {
  const sums = new Float64Array(choices.length);
  let sum = 0;
  for (const [index, { weight }] of choices.entries()) {
    sum += weight;
    sums[index] = sum;
  }
  return { choices, sums };
}

/** Draws a choice by weight. The choices are not empty. */
export function drawWeighted<T>({ choices, sums }: WeightedChoices<T>, random: Random): T {
  const target = random() * (sums.at(-1) ?? 0);
  let [first, last] = [0, sums.length - 1];
  while (first < last) {
    const middle = (first + last) >> 1;
    if ((sums[middle] ?? 0) > target) last = middle;
    else first = middle + 1;
  }
  const choice = choices[first];
  if (!choice) throw new Error("nothing to draw from");
  return choice;
}

/** A random number of the standard normal distribution (Box and Muller). */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** A random number `min`…`max` whose logarithm is uniform. Both are positive. */
export function drawLogUniform(min: number, max: number, random: Random): number {
  return min * (max / min) ** random();
}
