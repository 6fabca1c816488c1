import type { AccountState } from "./accountState.ts";
import type { PanelWords } from "./panelWords.ts";

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
}

export type ToPanel =
  | {
      readonly kind: "state";
      readonly accounts: readonly PanelAccount[];
      readonly hideAmounts: boolean;
      /** BCP 47, for numbers and dates. */
      readonly locale: string;
      readonly words: PanelWords;
    }
  | { readonly kind: "show"; readonly accountId: string };

export type FromPanel =
  /** Sent once the panel listens; answered with `state`. */
  | { readonly kind: "ready" }
  /** One account, or all. */
  | { readonly kind: "refresh"; readonly accountId?: string }
  | { readonly kind: "addAccount" }
  | { readonly kind: "trySample" }
  | { readonly kind: "setKey"; readonly accountId: string }
  /** This account came into view; the host may read what is only read when looked at. */
  | { readonly kind: "selected"; readonly accountId: string };

/** What the panel keeps across a reload (`setState`). */
export interface PanelMemory {
  readonly accountId?: string;
}
