import { type Amount, amountOf } from "../../core/money/amount.ts";

export interface ValueTick {
  readonly amount: Amount;
  /** The same for drawing. */
  readonly value: number;
}

const steps = [10, 20, 25, 50, 100] as const;
const wantedSteps = 4;

/** Round amounts that frame the values from `least` to `greatest`, in order; the first and last are the ends. */
export function valueTicks(least: number, greatest: number): readonly ValueTick[] {
  const flat = least === greatest ? Math.abs(least) * 0.1 || 1 : 0;
  const low = least - flat < 0 && least >= 0 ? 0 : least - flat;
  const high = greatest + flat;
  // No finer than a double tells apart.
  const rough = Math.max((high - low) / wantedSteps, Math.abs(high) * 1e-12, Math.abs(low) * 1e-12);
  const exponent = Math.floor(Math.log10(rough)) - 1;
  const unit = 10 ** exponent;
  const step = steps.find((candidate) => candidate * unit >= rough) ?? 100;
  const first = Math.floor(low / (step * unit));
  const last = Math.max(first + 1, Math.ceil(high / (step * unit)));
  return Array.from({ length: last - first + 1 }, (_, index) => {
    // An integer times a power of ten, so that the label is exact.
    const amount = amountOf(`${BigInt(first + index) * BigInt(step)}e${exponent}`);
    return { amount, value: Number(amount) };
  });
}
