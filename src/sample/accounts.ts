import { dayMs } from "../core/time/durations.ts";
import type { RichUtilitiesView } from "./apis/richUtilities/account.ts";
import { richUtilitiesState } from "./apis/richUtilities/state.ts";
import type { SampleProviderId } from "./http/exchange.ts";
import { type SampleWire, usualWire } from "./http/wireFormat.ts";
import { LedgerBook, type NewEntry } from "./ledger/ledgerBook.ts";
import type { SampleClock } from "./simulation/clock.ts";
import type { SampleStates, SampleWorld } from "./world.ts";

export type StateChanges = { readonly [Id in SampleProviderId]?: Partial<SampleStates[Id]> };

/** The accounts as the server tells them: the world at this instant, and what was set by hand on top. */
export class SampleAccounts {
  readonly #states: SampleWorld["states"];
  readonly #clock: SampleClock;
  readonly #book: LedgerBook;
  readonly #initial: StateChanges;
  #changes: StateChanges;
  #wire: SampleWire = usualWire;

  constructor(world: SampleWorld, clock: SampleClock, initial: StateChanges = {}) {
    const book = new LedgerBook(world.history);
    this.#states = {
      ...world.states,
      richUtilities: (atMs) => richUtilitiesState(world.seed, atMs, book.lastUntil(atMs)),
    };
    this.#clock = clock;
    this.#book = book;
    this.#initial = initial;
    this.#changes = initial;
  }

  get wire(): SampleWire {
    return this.#wire;
  }

  /** What the provider's reply is made of now. */
  state<Id extends SampleProviderId>(id: Id): SampleStates[Id] {
    return { ...this.#states[id](this.#clock.now()), ...this.#changes[id] };
  }

  /** Holds values, by the reply's own field names, until `reset`. */
  set<Id extends SampleProviderId>(id: Id, changes: Partial<SampleStates[Id]>): void {
    this.#changes = { ...this.#changes, [id]: { ...this.#changes[id], ...changes } };
  }

  vary(wire: Partial<SampleWire>): void {
    this.#wire = { ...this.#wire, ...wire };
  }

  /** Books an entry in the Rich Utilities ledger and its balance; returns its id. */
  addEntry(entry: NewEntry): number {
    return this.#book.add(entry, this.#clock.now());
  }

  /** Forgets everything set by hand since the start. */
  reset(): void {
    this.#changes = this.#initial;
    this.#wire = usualWire;
    this.#book.clear();
  }

  richUtilities(lastLoginMs?: number): RichUtilitiesView {
    const nowMs = this.#clock.now();
    return {
      nowMs,
      state: this.state("richUtilities"),
      entries: this.#book.until(nowMs),
      wire: this.#wire,
      lastLoginMs: lastLoginMs ?? nowMs - (nowMs % dayMs),
    };
  }
}
