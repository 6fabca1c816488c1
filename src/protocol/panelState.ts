import type { AccountState } from "../core/accounts/accountState.ts";
import type { MeterStanding } from "../core/accounts/pools.ts";
import type { LedgerRow, SyncState } from "../core/ledger/ledgerEntry.ts";
import type { LinkKind } from "../core/links.ts";
import type { PanelStrings } from "./strings.ts";

/** How long an account is expected to last. */
export interface ForecastView {
  /** A sentence in the user's language. */
  readonly text: string;
  /** What is drawn after the last reading of a meter; absent where nothing can be drawn. */
  readonly band?: ForecastBand;
}

/** The area between two straight lines that start at the last reading of a meter. */
export interface ForecastBand {
  readonly meterId: string;
  /** The end of the line that falls fastest. */
  readonly earliest: ForecastPoint;
  /** The end of the line that falls slowest. */
  readonly latest: ForecastPoint;
}

/** A value at an instant (epoch milliseconds), as a number for drawing only. */
export interface ForecastPoint {
  readonly atMs: number;
  readonly remaining: number;
}

/** A ledger entry as the panel shows it. Its texts are untrusted. */
export interface PanelEntry extends LedgerRow {
  /** For an observed entry, in the user's language. */
  readonly description: string;
}

/** An account as the panel shows it: its public state, and what only the panel shows. */
export interface PanelAccount extends AccountState {
  readonly providerName: string;
  /** The pages of the provider that can be opened. */
  readonly links: readonly LinkKind[];
  /** The host that the key was entered for, such as `api.poof.bg`. */
  readonly keyHost?: string;
  /** The provider is refusing requests. */
  readonly isBlocked: boolean;
  /** A request for the balance is running. */
  readonly isReading: boolean;
  /** What its meters do for it now, by the meter's id; none for a meter that has nothing to say. */
  readonly standings: Readonly<Record<string, MeterStanding>>;
  /** Absent while there is no forecast. */
  readonly forecast?: ForecastView;
  /** The state of the provider's own ledger; absent where the provider publishes none. */
  readonly sync?: SyncState;
}

/** Whether history is kept; the message says why not, in the user's language. */
export type PanelHistoryState = { readonly isOn: true } | { readonly isOn: false; readonly message: string };

/** All that the panel shows without a request. */
export interface PanelState {
  readonly accounts: readonly PanelAccount[];
  readonly hideAmounts: boolean;
  readonly history: PanelHistoryState;
  /** BCP 47, for numbers and dates. */
  readonly locale: string;
  readonly strings: PanelStrings;
}
