import { dayMs } from "../core/time/durations.ts";
import type { RichUtilitiesView } from "./apis/richUtilities/account.ts";
import { simulateRichUtilities } from "./apis/richUtilities/state.ts";
import type { SampleStates, Simulation } from "./createSimulation.ts";
import type { SampleProviderId } from "./http/sampleApi.ts";
import { defaultWireFormat, type WireFormat } from "./http/wireFormat.ts";
import { EditableLedger, type NewEntry } from "./ledger/editableLedger.ts";
import type { SampleClock } from "./simulation/clock.ts";

export type StateOverrides = { readonly [Id in SampleProviderId]?: Partial<SampleStates[Id]> };

/** The accounts as the server tells them: the world at this instant, and what was set by hand on top. */
export class SampleAccountStates {
  readonly #states: Simulation["states"];
  readonly #clock: SampleClock;
  readonly #book: EditableLedger;
  readonly #initial: StateOverrides;
  #changes: StateOverrides;
  #wire: WireFormat = defaultWireFormat;

  constructor(world: Simulation, clock: SampleClock, initial: StateOverrides = {}) {
    const book = new EditableLedger(world.ledger);
    this.#states = {
      ...world.states,
      richUtilities: (atMs) => simulateRichUtilities(world.seed, atMs, book.lastEntryUntil(atMs)),
    };
    this.#clock = clock;
    this.#book = book;
    this.#initial = initial;
    this.#changes = initial;
  }

  get wireFormat(): WireFormat {
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

  setWireFormat(wire: Partial<WireFormat>): void {
    this.#wire = { ...this.#wire, ...wire };
  }

  /** Books an entry in the Rich Utilities ledger and its balance; returns its id. */
  addEntry(entry: NewEntry): number {
    return this.#book.add(entry, this.#clock.now());
  }

  /** Forgets everything set by hand since the start. */
  reset(): void {
    this.#changes = this.#initial;
    this.#wire = defaultWireFormat;
    this.#book.clear();
  }

  richUtilities(lastLoginMs?: number): RichUtilitiesView {
    const nowMs = this.#clock.now();
    return {
      nowMs,
      state: this.state("richUtilities"),
      entries: this.#book.entriesUntil(nowMs),
      wireFormat: this.#wire,
      lastLoginMs: lastLoginMs ?? nowMs - (nowMs % dayMs),
    };
  }
}
