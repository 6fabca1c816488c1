import { dayMs } from "../core/time/durations.ts";
import type { RichUtilitiesView } from "./apis/richUtilities/account.ts";
import { simulateRichUtilities } from "./apis/richUtilities/state.ts";
import type { SampleStates, Simulation } from "./createSimulation.ts";
import type { SampleProviderId } from "./http/sampleApi.ts";
import { defaultWireFormat, type WireFormat } from "./http/wireFormat.ts";
import { EditableLedger, type NewEntry } from "./ledger/editableLedger.ts";
import type { SampleClock } from "./simulation/clock.ts";

export type StateOverrides = { readonly [Id in SampleProviderId]?: Partial<SampleStates[Id]> };

/**
 * The states from which the server makes its replies: the simulation at this instant, with the values that
 * tests set.
 */
export class SampleAccountStates {
  readonly #states: Simulation["states"];
  readonly #clock: SampleClock;
  readonly #ledger: EditableLedger;
  readonly #initial: StateOverrides;
  #changes: StateOverrides;
  #wireFormat: WireFormat = defaultWireFormat;

  constructor(simulation: Simulation, clock: SampleClock, initial: StateOverrides = {}) {
    const ledger = new EditableLedger(simulation.ledger);
    this.#states = {
      ...simulation.states,
      richUtilities: (atMs) => simulateRichUtilities(simulation.seed, atMs, ledger.lastEntryUntil(atMs)),
    };
    this.#clock = clock;
    this.#ledger = ledger;
    this.#initial = initial;
    this.#changes = initial;
  }

  get wireFormat(): WireFormat {
    return this.#wireFormat;
  }

  /** The values of the provider's reply now. */
  state<Id extends SampleProviderId>(id: Id): SampleStates[Id] {
    return { ...this.#states[id](this.#clock.now()), ...this.#changes[id] };
  }

  /** Replaces values, by the reply's own field names, until `reset`. */
  set<Id extends SampleProviderId>(id: Id, changes: Partial<SampleStates[Id]>): void {
    this.#changes = { ...this.#changes, [id]: { ...this.#changes[id], ...changes } };
  }

  setWireFormat(changes: Partial<WireFormat>): void {
    this.#wireFormat = { ...this.#wireFormat, ...changes };
  }

  /** Books an entry in the Rich Utilities ledger and its balance; returns its id. */
  addEntry(entry: NewEntry): number {
    return this.#ledger.add(entry, this.#clock.now());
  }

  /** Removes every value and entry that was set since the start. */
  reset(): void {
    this.#changes = this.#initial;
    this.#wireFormat = defaultWireFormat;
    this.#ledger.clear();
  }

  richUtilities(lastLoginMs?: number): RichUtilitiesView {
    const nowMs = this.#clock.now();
    return {
      nowMs,
      state: this.state("richUtilities"),
      entries: this.#ledger.entriesUntil(nowMs),
      wireFormat: this.#wireFormat,
      lastLoginMs: lastLoginMs ?? nowMs - (nowMs % dayMs),
    };
  }
}
