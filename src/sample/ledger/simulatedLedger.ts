import { dayMs } from "../../core/time/durations.ts";
import { type FixedPoint, toFixedPoint } from "../simulation/fixedPoint.ts";
import { randomAt } from "../simulation/randomAt.ts";
import { type LedgerEvent, simulateLedgerDay } from "./ledgerDay.ts";
import type { SampleEntry } from "./ledgerEntry.ts";

export interface LedgerOptions {
  readonly openedAtMs: number;
  /** What was booked before is told as one balance brought forward; all is told when absent. */
  readonly broughtForwardAtMs?: number;
  readonly debitsPerDay: number;
}

/** In credits; the balance swings between the two sums of threshold and reload. */
export const autoReload = { threshold: "400", amount: "500" } as const;
/** Ids are this far apart, so that entries put in by hand find room between two. */
const idStep = 1_000_000;

const threshold = toFixedPoint(autoReload.threshold);

/**
 * The ledger as a pure function of seed and instant: what was booked once never changes, later instants only
 * add to it. The balance starts at zero, so the amounts add up to it exactly. Days are made when asked for.
 */
export class SimulatedLedger {
  readonly #entries: SampleEntry[] = [];
  readonly #seed: number;
  readonly #plan: LedgerOptions;
  #nextDay: number;
  /** Booked, and told by the first entry only. */
  #untold = 0;

  constructor(seed: number, plan: LedgerOptions) {
    this.#seed = seed;
    this.#plan = plan;
    this.#nextDay = Math.floor(plan.openedAtMs / dayMs);
    this.#book(credit("600", "Credits purchased", "pay_welcome", plan.openedAtMs));
    if (plan.broughtForwardAtMs !== undefined) this.#bringForward(plan.broughtForwardAtMs);
  }

  /** Oldest first. */
  entriesUntil(atMs: number): readonly SampleEntry[] {
    return this.#entries.slice(0, this.#countUntil(atMs));
  }

  lastEntryUntil(atMs: number): SampleEntry | undefined {
    return this.#entries[this.#countUntil(atMs) - 1];
  }

  #countUntil(atMs: number): number {
    for (; this.#nextDay * dayMs <= atMs; this.#nextDay += 1) this.#bookDay(this.#nextDay);
    let low = 0;
    let high = this.#entries.length;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((this.#entries[middle]?.atMs ?? 0) <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  // Under the id of the last entry it stands for, so that the ids of all later ones stay what they are.
  #bringForward(atMs: number): void {
    const count = this.#countUntil(atMs - 1);
    const last = this.#entries[count - 1];
    if (!last) return;
    this.#untold = count - 1;
    const words = { description: "Balance brought forward", reference: null, metadata: {} };
    this.#entries.splice(0, count, { ...last, ...words, type: "credit", amount: last.balanceAfter, atMs });
  }

  #bookDay(day: number): void {
    for (const event of simulateLedgerDay(this.#seed, day, this.#plan.debitsPerDay)) {
      if (event.atMs < this.#plan.openedAtMs) continue;
      this.#book(event);
      if (this.#balance >= threshold) continue;
      const payment = Math.floor(randomAt(this.#seed, 310, this.#booked) * 36 ** 6).toString(36);
      this.#book(credit(autoReload.amount, "Auto reload", `pay_${payment}`, event.atMs + 2000));
    }
  }

  #book(event: LedgerEvent): void {
    const previous = this.#entries.at(-1);
    this.#entries.push({
      ...event,
      id: (this.#booked + 1) * idStep,
      balanceAfter: this.#balance + event.amount,
      atMs: Math.max(event.atMs, previous?.atMs ?? 0),
    });
  }

  get #booked(): number {
    return this.#untold + this.#entries.length;
  }

  get #balance(): FixedPoint {
    return this.#entries.at(-1)?.balanceAfter ?? 0n;
  }
}

function credit(amount: string, description: string, reference: string, atMs: number): LedgerEvent {
  return { type: "credit", amount: toFixedPoint(amount), description, reference, metadata: {}, atMs };
}
