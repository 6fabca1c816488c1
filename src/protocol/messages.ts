import type { AccountState } from "../core/accounts/accountState.ts";
import type { LedgerFilter } from "../core/ledger/ledgerQuery.ts";
import type { SyncState } from "../core/ledger/syncState.ts";
import type { PanelOutlook } from "./panelOutlook.ts";
import type { PanelAnswer, PanelQuestion } from "./panelQuestions.ts";
import type { PanelWords } from "./strings.ts";

/** An account as the panel shows it: its public state and what only the panel tells. */
export interface PanelAccount extends AccountState {
  /** The provider's name, for people. */
  readonly providerName: string;
  /** The host that the key was given for, such as `api.poof.bg`. */
  readonly keyHost?: string;
  /** The provider refuses work now. */
  readonly isBlocked: boolean;
  /** Being read at this moment. */
  readonly isReading: boolean;
  /** How long it will last; absent while nothing is foretold. */
  readonly outlook?: PanelOutlook;
  /** How the provider's own ledger stands; absent where the provider publishes none. */
  readonly sync?: SyncState;
}

/** Whether there is a history, and why not, worded. */
export type PanelHistoryState = { readonly isOn: true } | { readonly isOn: false; readonly message: string };

/** All that the panel shows but what it asks for. */
export interface PanelState {
  readonly kind: "state";
  readonly accounts: readonly PanelAccount[];
  readonly hideAmounts: boolean;
  readonly history: PanelHistoryState;
  /** BCP 47, for numbers and dates. */
  readonly locale: string;
  readonly words: PanelWords;
}

export type ToPanel =
  | PanelState
  | { readonly kind: "show"; readonly accountId: string }
  | { readonly kind: "answer"; readonly requestId: number; readonly answer: PanelAnswer }
  /** Samples or entries of this account were added: what is shown of it should be asked anew. */
  | { readonly kind: "historyChanged"; readonly accountId: string };

export type FromPanel =
  /** Sent once the panel listens; answered with what has changed since it was born, or with all there is. */
  | { readonly kind: "ready"; readonly isBorn: boolean }
  /** One account, or all. */
  | { readonly kind: "refresh"; readonly accountId?: string }
  | { readonly kind: "addAccount" }
  | { readonly kind: "trySample" }
  | { readonly kind: "setKey"; readonly accountId: string }
  /** This account came into view; the host may read what is only read when looked at. */
  | { readonly kind: "selected"; readonly accountId: string }
  /** Answered by `answer` with the same id. */
  | { readonly kind: "ask"; readonly requestId: number; readonly question: PanelQuestion }
  | { readonly kind: "export"; readonly format: "csv" | "json"; readonly filter: LedgerFilter }
  | { readonly kind: "syncLedger"; readonly accountId: string }
  | { readonly kind: "cancelSync"; readonly accountId: string };
