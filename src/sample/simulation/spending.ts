import { dayMs } from "../../core/time/durations.ts";
import { activityInSlot, activityOfDay, slotMs, slotsPerDay } from "./activity.ts";

const epochDay = Date.UTC(2020, 0, 1) / dayMs;

/**
 * The total that one account has spent since 2020, in whole units, as a pure function of seed and instant. It
 * never falls, and changes every five minutes. `perDay` is the average.
 */
export class Spending {
  // The totals before each day since 2020: a cache, filled as far as it was needed.
  readonly #before: bigint[] = [0n];
  readonly #weights = new Map<number, readonly number[]>();
  readonly #seed: number;
  readonly #stream: number;
  readonly #perDay: bigint;

  constructor(seed: number, stream: number, perDay: bigint) {
    this.#seed = seed;
    this.#stream = stream;
    this.#perDay = perDay;
  }

  totalUntil(atMs: number): bigint {
    const day = Math.floor(atMs / dayMs);
    if (day < epochDay) return 0n;
    const slot = Math.floor((atMs - day * dayMs) / slotMs);
    return this.#beforeDay(day) + this.#withinDay(day, slot);
  }

  totalBetween(fromMs: number, toMs: number): bigint {
    return this.totalUntil(toMs) - this.totalUntil(fromMs);
  }

  /** The start of the slot in which the spending first reached `total`, which it has reached at `byMs`. */
  reachedAt(total: bigint, byMs: number): number {
    let day = Math.floor(byMs / dayMs);
    while (day > epochDay && this.#beforeDay(day) >= total) day -= 1;
    let slot = 0;
    while (slot < slotsPerDay && this.#beforeDay(day) + this.#withinDay(day, slot) < total) slot += 1;
    return day * dayMs + slot * slotMs;
  }

  #dayTotal(day: number): bigint {
    return (this.#perDay * BigInt(activityOfDay(this.#seed, this.#stream, day))) / 1000n;
  }

  #beforeDay(day: number): bigint {
    const index = day - epochDay;
    for (let next = this.#before.length; next <= index; next += 1) {
      this.#before.push((this.#before[next - 1] ?? 0n) + this.#dayTotal(epochDay + next - 1));
    }
    return this.#before[index] ?? 0n;
  }

  // The spending in the earlier slots of the day.
  #withinDay(day: number, slot: number): bigint {
    if (slot === 0) return 0n;
    const running = this.#runningWeights(day);
    return (this.#dayTotal(day) * BigInt(running[slot - 1] ?? 0)) / BigInt(running.at(-1) || 1);
  }

  #runningWeights(day: number): readonly number[] {
    const cached = this.#weights.get(day);
    if (cached) return cached;
    let sum = 0;
    const running = Array.from({ length: slotsPerDay }, (_, slot) => {
      sum += activityInSlot(this.#seed, this.#stream, day * slotsPerDay + slot);
      return sum;
    });
    if (this.#weights.size > 100) this.#weights.clear();
    this.#weights.set(day, running);
    return running;
  }
}
