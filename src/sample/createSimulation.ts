import { type CoalsState, simulateCoals } from "./apis/coals.ts";
import { type DepictaState, simulateDepicta } from "./apis/depicta.ts";
import { type EasySlipState, simulateEasySlip } from "./apis/easySlip.ts";
import { type PoofState, simulatePoof } from "./apis/poof.ts";
import { type RichUtilitiesState, simulateRichUtilities } from "./apis/richUtilities/state.ts";
import { type LedgerOptions, SimulatedLedger } from "./ledger/simulatedLedger.ts";

export interface SampleStates {
  readonly poof: PoofState;
  readonly depicta: DepictaState;
  readonly richUtilities: RichUtilitiesState;
  readonly easySlip: EasySlipState;
  readonly coals: CoalsState;
}

/** The five accounts as pure functions of seed and instant, so that past instants can be computed too. */
export interface Simulation {
  readonly seed: number;
  readonly states: { readonly [Id in keyof SampleStates]: (atMs: number) => SampleStates[Id] };
  /** The Rich Utilities ledger; its amounts add up to the balance. */
  readonly ledger: SimulatedLedger;
}

const defaultLedger: LedgerOptions = { openedAtMs: Date.UTC(2025, 9, 6, 8), debitsPerDay: 13 };

export function createSimulation(seed: number, ledgerOptions: Partial<LedgerOptions> = {}): Simulation {
  const ledger = new SimulatedLedger(seed, { ...defaultLedger, ...ledgerOptions });
  return {
    seed,
    ledger,
    states: {
      poof: simulatePoof(seed),
      depicta: simulateDepicta(seed),
      richUtilities: (atMs) => simulateRichUtilities(seed, atMs, ledger.lastEntryUntil(atMs)),
      easySlip: simulateEasySlip(seed),
      coals: simulateCoals(seed),
    },
  };
}
