import { env, type MarkdownString } from "vscode";
import type { AccountState } from "../../core/accounts/accountState.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { Runway } from "../../core/forecast/runway.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Clock } from "../../services/common/clock.ts";
import { anyEvent, type Disposable, Emitter } from "../../services/common/emitter.ts";
import type { Settings } from "../../services/common/settings.ts";
import type { AccountDetails } from "../../services/onDemand/accountDetails.ts";
import type { Poller } from "../../services/polling/poller.ts";
import type { TextContext } from "../text/textContext.ts";
import { accountState } from "./toAccountState.ts";

export interface AccountsOptions {
  readonly poller: Poller;
  readonly details: Pick<AccountDetails, "of" | "onDidChange">;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly findProvider: (id: string) => Provider | undefined;
}

/** What is made of the accounts once the start is over. */
export interface Forecasts {
  readonly runwayOf: (status: AccountStatus) => Runway | undefined;
  readonly tooltip: (textContext: TextContext) => MarkdownString;
  /** Something is foretold anew. */
  readonly onDidChange: (listener: () => void) => Disposable;
}

/** The accounts as everything on the screen and the API see them: one source, worded once. */
export class AccountViews {
  readonly #options: AccountsOptions;
  readonly onDidChange: (listener: () => void) => Disposable;
  readonly #foreseen = new Emitter<void>();
  readonly onDidForesee = this.#foreseen.event;
  /** Absent until it is loaded. */
  foresight: Forecasts | undefined;

  constructor(options: AccountsOptions) {
    this.#options = options;
    this.onDidChange = anyEvent(options.poller.onDidChange, options.details.onDidChange);
  }

  statuses(): readonly AccountStatus[] {
    return this.#options.poller.statuses();
  }

  /** In the contract's shape; the API tells amounts even under the privacy mask. */
  states(): readonly AccountState[] {
    const reader = { ...this.textContext(), hideAmounts: false };
    return this.statuses().map((status) => this.state(status, reader));
  }

  state(status: AccountStatus, textContext: TextContext = this.textContext()): AccountState {
    const { id, provider } = status.account;
    return accountState(status, this.providerName(provider), textContext, this.#options.details.of(id));
  }

  /** Takes up who looks ahead, once that is loaded. */
  foresee(foresight: Forecasts): void {
    this.foresight = foresight;
    foresight.onDidChange(() => this.#foreseen.fire());
    this.#foreseen.fire();
  }

  find(accountId: string): AccountStatus | undefined {
    return this.statuses().find(({ account }) => account.id === accountId);
  }

  providerName(providerId: string): string {
    return this.#options.findProvider(providerId)?.name ?? providerId;
  }

  textContext(): TextContext {
    const { clock, settings } = this.#options;
    return { locale: env.language, nowMs: clock.now(), hideAmounts: settings.hideAmounts() };
  }
}
