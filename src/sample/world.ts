import { type CoalsState, coalsStates } from "./apis/coals.ts";
import { type DepictaState, depictaStates } from "./apis/depicta.ts";
import { type EasySlipState, easySlipStates } from "./apis/easySlip.ts";
import { type PoofState, poofStates } from "./apis/poof.ts";
import { type RichUtilitiesState, richUtilitiesState } from "./apis/richUtilities/state.ts";
import { LedgerHistory, type LedgerPlan } from "./ledger/ledgerHistory.ts";

export interface SampleStates {
  readonly poof: PoofState;
  readonly depicta: DepictaState;
  readonly richUtilities: RichUtilitiesState;
  readonly easySlip: EasySlipState;
  readonly coals: CoalsState;
}

/** The five accounts at any instant: pure functions of seed and instant, so the past can be asked for too. */
export interface SampleWorld {
  readonly seed: number;
  readonly states: { readonly [Id in keyof SampleStates]: (atMs: number) => SampleStates[Id] };
  /** The Rich Utilities ledger; its amounts add up to the balance. */
  readonly history: LedgerHistory;
}

const usualPlan: LedgerPlan = { openedAtMs: Date.UTC(2025, 9, 6, 8), debitsPerDay: 13 };

export function sampleWorld(seed: number, plan: Partial<LedgerPlan> = {}): SampleWorld {
  const history = new LedgerHistory(seed, { ...usualPlan, ...plan });
  return {
    seed,
    history,
    states: {
      poof: poofStates(seed),
      depicta: depictaStates(seed),
      richUtilities: (atMs) => richUtilitiesState(seed, atMs, history.lastUntil(atMs)),
      easySlip: easySlipStates(seed),
      coals: coalsStates(seed),
    },
  };
}
