import type { AccountState } from "../core/accounts/accountState.ts";
import type { MeterStanding } from "../core/accounts/pools.ts";
import type { LedgerRow, SyncState } from "../core/ledger/ledgerEntry.ts";
import type { LinkKind } from "../core/links.ts";
import type { Amount } from "../core/money/amount.ts";
import type { PanelStrings } from "./strings.ts";

/** How long an account is expected to last. */
export interface ForecastView {
  /** A sentence in the user's language. */
  readonly text: string;
  /** The same for a narrow column, such as "6–9 days"; absent while the readings are too few for a forecast. */
  readonly short?: string;
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
  /** The user does not want to see it on this machine. */
  readonly isHidden?: boolean;
  /** Its place among all accounts by trouble, from 0. */
  readonly rank?: number;
  /** What its meters do for it now, by the meter's id; none for a meter that has nothing to say. */
  readonly standings: Readonly<Record<string, MeterStanding>>;
  /** Below which amount a meter is low, by the meter's id. */
  readonly floors?: Readonly<Record<string, Amount>>;
  /** What the account is to spend in a day, in the unit of its headline meter. */
  readonly dailyBudget?: Amount;
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
