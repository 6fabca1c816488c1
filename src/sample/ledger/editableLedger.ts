import type { Json } from "../http/exactJson.ts";
import { toFixedPoint } from "../simulation/fixedPoint.ts";
import type { SampleEntry } from "./ledgerEntry.ts";
import type { SimulatedLedger } from "./simulatedLedger.ts";

/** An entry that a test adds; `amount` is decimal text, signed by its effect on the balance. */
export interface NewEntry {
  readonly type: SampleEntry["type"];
  readonly amount: string;
  readonly description?: string;
  readonly reference?: string | null;
  readonly metadata?: { readonly [key: string]: Json };
  /** Now when absent. An entry of the past changes the balance of all later ones. */
  readonly atMs?: number;
}

/** The ledger that the server returns: the simulated entries, and those that tests add. */
export class EditableLedger {
  readonly #simulated: SimulatedLedger;
  readonly #added: SampleEntry[] = [];
  readonly #ids = new Set<number>();

  constructor(simulated: SimulatedLedger) {
    this.#simulated = simulated;
  }

  /** Oldest first; each balance is the previous balance plus the amount. */
  entriesUntil(atMs: number): readonly SampleEntry[] {
    const entries = this.#simulated.entriesUntil(atMs);
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
    return this.#added.length === 0 ? this.#simulated.lastEntryUntil(atMs) : this.entriesUntil(atMs).at(-1);
  }

  /** Returns the id: the next free one after the entry that it follows. */
  add(entry: NewEntry, nowMs: number): number {
    const amount = toFixedPoint(entry.amount);
    const atMs = entry.atMs ?? nowMs;
    let id = (this.#simulated.lastEntryUntil(atMs)?.id ?? 0) + 1;
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
