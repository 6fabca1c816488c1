import { milliseconds } from "./printTable.ts";

/** The middle one of some measurements. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN;
}

/** The least and the greatest: how much the machine's own unrest matters. */
export function spread(values: readonly number[]): string {
  return `${milliseconds(Math.min(...values))} – ${milliseconds(Math.max(...values))}`;
}

export function ratio(values: readonly number[], floor: readonly number[]): string {
  return `${(median(values) / median(floor)).toFixed(2)} ×`;
}
