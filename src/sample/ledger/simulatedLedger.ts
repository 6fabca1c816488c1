import { dayMs } from "../../core/time/durations.ts";
import { type FixedPoint, toFixedPoint } from "../simulation/fixedPoint.ts";
import { randomAt } from "../simulation/randomAt.ts";
import { type LedgerEvent, simulateLedgerDay } from "./ledgerDay.ts";
import type { SampleEntry } from "./ledgerEntry.ts";

export interface LedgerOptions {
  readonly openedAtMs: number;
  /** Earlier entries are replaced by one balance brought forward; none when absent. */
  readonly broughtForwardAtMs?: number;
  readonly debitsPerDay: number;
}

/** In credits; the balance swings between the two sums of threshold and reload. */
export const autoReload = { threshold: "400", amount: "500" } as const;
/** The distance between ids, so that tests can add entries between two. */
const idStep = 1_000_000;

const threshold = toFixedPoint(autoReload.threshold);

/**
 * The ledger as a pure function of seed and instant: booked entries never change, later instants only add
 * entries. The balance starts at zero, so the amounts add up to it exactly. Days are simulated when they are
 * first needed.
 */
export class SimulatedLedger {
  readonly #entries: SampleEntry[] = [];
  readonly #seed: number;
  readonly #options: LedgerOptions;
  #nextDay: number;
  /** Entries that the balance brought forward replaces, except the last of them. */
  #replaced = 0;

  constructor(seed: number, options: LedgerOptions) {
    this.#seed = seed;
    this.#options = options;
    this.#nextDay = Math.floor(options.openedAtMs / dayMs);
    this.#book(credit("600", "Credits purchased", "pay_welcome", options.openedAtMs));
    if (options.broughtForwardAtMs !== undefined) this.#bringForward(options.broughtForwardAtMs);
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

  // It has the id of the last entry that it replaces, so that the ids of later entries do not change.
  #bringForward(atMs: number): void {
    const count = this.#countUntil(atMs - 1);
    const last = this.#entries[count - 1];
    if (!last) return;
    this.#replaced = count - 1;
    const texts = { description: "Balance brought forward", reference: null, metadata: {} };
    this.#entries.splice(0, count, { ...last, ...texts, type: "credit", amount: last.balanceAfter, atMs });
  }

  #bookDay(day: number): void {
    for (const event of simulateLedgerDay(this.#seed, day, this.#options.debitsPerDay)) {
      if (event.atMs < this.#options.openedAtMs) continue;
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
    return this.#replaced + this.#entries.length;
  }

  get #balance(): FixedPoint {
    return this.#entries.at(-1)?.balanceAfter ?? 0n;
  }
}

function credit(amount: string, description: string, reference: string, atMs: number): LedgerEvent {
  return { type: "credit", amount: toFixedPoint(amount), description, reference, metadata: {}, atMs };
}
