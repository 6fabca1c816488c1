import { type Amount, amountOf } from "../../core/money/amount.ts";

export interface ValueTick {
  readonly amount: Amount;
  /** The amount as a number for drawing. */
  readonly value: number;
}

const steps = [10, 20, 25, 50, 100] as const;
const stepCount = 4;

/** Round amounts in ascending order; the first is no higher than `min`, the last no lower than `max`. */
export function valueTicks(min: number, max: number): readonly ValueTick[] {
  const padding = min === max ? Math.abs(min) * 0.1 || 1 : 0;
  const low = min - padding < 0 && min >= 0 ? 0 : min - padding;
  const high = max + padding;
  // Steps finer than the precision of a double would not differ.
  const minStep = Math.max((high - low) / stepCount, Math.abs(high) * 1e-12, Math.abs(low) * 1e-12);
  const exponent = Math.floor(Math.log10(minStep)) - 1;
  const unit = 10 ** exponent;
  const step = steps.find((candidate) => candidate * unit >= minStep) ?? 100;
  const first = Math.floor(low / (step * unit));
  const last = Math.max(first + 1, Math.ceil(high / (step * unit)));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    // An integer times a power of ten: the label is exact.
    const amount = amountOf(`${BigInt(first + index) * BigInt(step)}e${exponent}`);
    return { amount, value: Number(amount) };
  });
}
