import { seededRandom } from "../common/seededRandom.ts";
import { sum } from "../common/sum.ts";
import type { SimulatedDay } from "./ordinaryDays.ts";
import { hoursPerDay, type SpendingDay } from "./spendingDays.ts";
import type { SpendingEpisode } from "./spendingEpisode.ts";
import { simulateFuture, spendingHistory } from "./spendingFuture.ts";

export interface SpendingPathsInput {
  /** Past days, the newest first; not all without spending. */
  readonly days: readonly SpendingDay[];
  /** Not empty, in the order in which they are spent. */
  readonly pools: readonly SimulatedPool[];
  /** Paths end here. */
  readonly horizonHours: number;
  /** The hour for `leftAtCheckpoint`; not after the horizon. */
  readonly checkpointHours: number;
  readonly pathCount: number;
  /** A change of level lately. */
  readonly episode?: SpendingEpisode;
}

/** What is spent from. Its next reset fills it to the limit. */
export interface SimulatedPool {
  readonly remaining: number;
  readonly refill?: { readonly atHours: number; readonly limit: number };
}

/** One possible future of spending. */
export interface SpendingPath {
  /** Hours until nothing is left; infinite when something is left at the horizon. */
  readonly hoursUntilEmpty: number;
  /** The same for the pool that is spent first. */
  readonly hoursUntilFirstEmpty: number;
  /** What is left at the checkpoint; negative after the meter has run out. */
  readonly leftAtCheckpoint: number;
}

/** Draws possible futures of spending. The random numbers are seeded: the same history gives the same paths, whatever remains. */
export function spendingPaths(input: SpendingPathsInput): SpendingPath[] {
  const history = spendingHistory(input.days, input.episode);
  return Array.from({ length: input.pathCount }, (_, path) =>
    simulatePath(input, simulateFuture(history, path, seededRandom(path + 1))),
  );
}

/** Follows one future until both the empty hour and the amount at the checkpoint are known. */
function simulatePath(input: SpendingPathsInput, future: Iterable<SimulatedDay>): SpendingPath {
  const { horizonHours, checkpointHours } = input;
  const pools = new PoolsInOrder(input.pools);
  let leftAtCheckpoint = pools.left;
  let startHours = 0;
  for (const { day, level } of future) {
    if (checkpointHours >= startHours)
      leftAtCheckpoint = pools.left - level * spentUntil(day.hours, checkpointHours - startHours);
    pools.spendDay(day, level, startHours);
    startHours += hoursPerDay;
    if (startHours >= horizonHours || (pools.isSpent && startHours > checkpointHours)) break;
  }
  const within = (hours: number) => (hours <= horizonHours ? hours : Number.POSITIVE_INFINITY);
  return {
    hoursUntilEmpty: within(pools.emptyHours),
    hoursUntilFirstEmpty: within(pools.firstEmptyHours),
    leftAtCheckpoint,
  };
}

/** Pools along one path. */
class PoolsInOrder {
  readonly #pools: readonly SimulatedPool[];
  readonly #left: number[];
  /** What was spent after all pools were empty. */
  #debt = 0;
  emptyHours = Number.POSITIVE_INFINITY;
  firstEmptyHours = Number.POSITIVE_INFINITY;

  constructor(pools: readonly SimulatedPool[]) {
    this.#pools = pools;
    this.#left = pools.map(({ remaining }) => remaining);
  }

  /** Negative after all of it was spent. */
  get left(): number {
    return this.#left.reduce((sum, left) => sum + left, 0) - this.#debt;
  }

  get isSpent(): boolean {
    return this.emptyHours !== Number.POSITIVE_INFINITY;
  }

  /** Spends a day, up to each refill in it and after it. */
  spendDay({ hours, total }: SpendingDay, level: number, startHours: number): void {
    let fromHour = 0;
    for (const [index, { refill }] of this.#pools.entries()) {
      const atHour = refill === undefined ? -1 : Math.ceil(refill.atHours - startHours);
      if (refill === undefined || this.isSpent || atHour < fromHour || atHour >= hoursPerDay) continue;
      this.#spend(
        hours.slice(fromHour, atHour),
        sum(hours.slice(fromHour, atHour)),
        level,
        startHours + fromHour,
      );
      if (!this.isSpent) this.#left[index] = Math.max(this.#left[index] ?? 0, refill.limit);
      fromHour = atHour;
    }
    if (fromHour === 0) this.#spend(hours, total, level, startHours);
    else this.#spend(hours.slice(fromHour), sum(hours.slice(fromHour)), level, startHours + fromHour);
  }

  #spend(hours: readonly number[], total: number, level: number, startHours: number): void {
    const spent = total * level;
    const [first = 0] = this.#left;
    if (spent > 0 && this.firstEmptyHours === Number.POSITIVE_INFINITY && spent >= first) {
      this.firstEmptyHours = startHours + hoursUntilSpent(hours, first / level);
    }
    if (spent > 0 && !this.isSpent && spent >= this.left) {
      this.emptyHours = startHours + hoursUntilSpent(hours, this.left / level);
    }
    let rest = spent;
    for (const [index, left] of this.#left.entries()) {
      const taken = Math.min(left, rest);
      this.#left[index] = left - taken;
      rest -= taken;
    }
    this.#debt += rest;
  }
}

function spentUntil(hours: readonly number[], hour: number): number {
  return hours.reduce((total, spent, index) => total + spent * Math.min(1, Math.max(0, hour - index)), 0);
}

/** Hours into the stretch until the amount is spent. */
function hoursUntilSpent(hours: readonly number[], amount: number): number {
  let remainder = Math.max(0, amount);
  for (const [hour, spent] of hours.entries()) {
    if (spent > 0 && spent >= remainder) return hour + remainder / spent;
    remainder -= spent;
  }
  return hours.length;
}
