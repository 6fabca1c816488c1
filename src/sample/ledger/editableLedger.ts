import type { Json } from "../http/exactJson.ts";
import { toFixedPoint } from "../simulation/fixedPoint.ts";
import type { SampleEntry } from "./ledgerEntry.ts";
import type { SimulatedLedger } from "./simulatedLedger.ts";

/** An entry put in by a test; `amount` is decimal text, signed by its effect on the balance. */
export interface NewEntry {
  readonly type: SampleEntry["type"];
  readonly amount: string;
  readonly description?: string;
  readonly reference?: string | null;
  readonly metadata?: { readonly [key: string]: Json };
  /** Now when absent. Entries of the past move the balance of all later ones. */
  readonly atMs?: number;
}

/** The ledger as the server tells it: what the history says, and what was put in by hand. */
export class EditableLedger {
  readonly #history: SimulatedLedger;
  readonly #added: SampleEntry[] = [];
  readonly #ids = new Set<number>();

  constructor(history: SimulatedLedger) {
    this.#history = history;
  }

  /** Oldest first, each balance that of the entry before plus the amount. */
  entriesUntil(atMs: number): readonly SampleEntry[] {
    const entries = this.#history.entriesUntil(atMs);
    const added = this.#added.filter((entry) => entry.atMs <= atMs);
    if (added.length === 0) return entries;
    let balanceAfter = 0n;
    return [...entries, ...added]
      .sort((a, b) => a.atMs - b.atMs || a.id - b.id)
      .map((entry) => {
        balanceAfter += entry.amount;
        return { ...entry, balanceAfter };
      });
  }

  lastEntryUntil(atMs: number): SampleEntry | undefined {
    return this.#added.length === 0 ? this.#history.lastEntryUntil(atMs) : this.entriesUntil(atMs).at(-1);
  }

  /** Returns the id: the next free one after the entry it follows. */
  add(entry: NewEntry, nowMs: number): number {
    const amount = toFixedPoint(entry.amount);
    const atMs = entry.atMs ?? nowMs;
    let id = (this.#history.lastEntryUntil(atMs)?.id ?? 0) + 1;
    while (this.#ids.has(id)) id += 1;
    this.#ids.add(id);
    this.#added.push({
      id,
      type: entry.type,
      amount: entry.type === "debit" && amount > 0n ? -amount : amount,
      balanceAfter: 0n,
      description: entry.description ?? "Put in by hand",
      reference: entry.reference ?? null,
      metadata: entry.metadata ?? {},
      atMs,
    });
    return id;
  }

  clear(): void {
    this.#added.length = 0;
    this.#ids.clear();
  }
}
