import { env } from "vscode";
import type { AccountState } from "../../core/accounts/accountState.ts";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { AccountRunway } from "../../core/forecast/runway.ts";
import type { TimeZone } from "../../core/time/timeZone.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Clock } from "../../services/common/clock.ts";
import type { Disposable } from "../../services/common/disposable.ts";
import { anyEvent, Emitter } from "../../services/common/emitter.ts";
import type { Settings } from "../../services/common/settings.ts";
import type { AccountDetails } from "../../services/onDemand/accountDetails.ts";
import type { Poller } from "../../services/polling/poller.ts";
import type { TextContext } from "../text/textContext.ts";
import type { ReaderTimeZone } from "../vscode/readerTimeZone.ts";
import type { SetAside } from "../vscode/setAside.ts";
import type { toAccountState } from "./toAccountState.ts";

export interface AccountViewsOptions {
  readonly poller: Poller;
  readonly accountDetails: Pick<AccountDetails, "get" | "onDidChange">;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly readerTimeZone: ReaderTimeZone;
  readonly findProvider: (id: string) => Provider | undefined;
  readonly setAside: SetAside;
  /** Loads what the API and the panel need of an account; the status bar does not. */
  readonly loadToAccountState: () => typeof toAccountState;
}

export interface Forecasts {
  readonly runwayOf: (status: AccountStatus) => AccountRunway | undefined;
  readonly onDidChange: (listener: () => void) => Disposable;
}

/** The accounts as the status bar, the panel, the commands and the API show them. */
export class AccountViews {
  readonly #options: AccountViewsOptions;
  readonly onDidChange: (listener: () => void) => Disposable;
  readonly #forecastsChanged = new Emitter<void>();
  readonly onDidChangeForecasts = this.#forecastsChanged.event;
  #forecasts: Forecasts | undefined;

  constructor(options: AccountViewsOptions) {
    this.#options = options;
    this.onDidChange = anyEvent(
      options.poller.onDidChange,
      options.accountDetails.onDidChange,
      options.setAside.onDidChange,
    );
  }

  /** In the order of the settings, each with its runway: levels, order and alerts are judged by both. */
  statuses(): readonly AccountStatus[] {
    return this.#options.poller.statuses().map((status) => this.#withRunway(status));
  }

  #withRunway(status: AccountStatus): AccountStatus {
    const runway = this.#forecasts?.runwayOf(status);
    return runway ? { ...status, runway } : status;
  }

  /** Without those that are hidden on this machine. Hidden accounts are still read. */
  shownStatuses(): readonly AccountStatus[] {
    return this.statuses().filter(({ account }) => !this.isSetAside(account.id));
  }

  isSetAside(accountId: string): boolean {
    return this.#options.setAside.has(accountId);
  }

  setAside(accountId: string, isSetAside: boolean): void {
    this.#options.setAside.set(accountId, isSetAside);
  }

  /** All accounts in the API's shape, which has the amounts even while the privacy mask hides them on screen. */
  states(): readonly AccountState[] {
    const textContext = { ...this.textContext(), hideAmounts: false };
    return this.statuses().map((status) => this.state(status, textContext));
  }

  state(status: AccountStatus, textContext: TextContext = this.textContext()): AccountState {
    const { id } = status.account;
    return this.#options.loadToAccountState()(status, textContext, this.#options.accountDetails.get(id));
  }

  /** Takes the forecasts, which are loaded after activation. */
  setForecasts(forecasts: Forecasts): void {
    this.#forecasts = forecasts;
    forecasts.onDidChange(() => this.#forecastsChanged.fire());
    this.#forecastsChanged.fire();
  }

  find(accountId: string): AccountStatus | undefined {
    const status = this.#options.poller.status(accountId);
    return status && this.#withRunway(status);
  }

  /** The provider's name, or its id where the provider is not known here. */
  providerName(providerId: string): string {
    return this.#options.findProvider(providerId)?.name ?? providerId;
  }

  /** The zone that the reader's browser reports. */
  setTimeZone(timeZone: TimeZone): void {
    this.#options.readerTimeZone.set(timeZone);
  }

  textContext(): TextContext {
    const { clock, readerTimeZone, settings } = this.#options;
    return {
      locale: env.language,
      nowMs: clock.now(),
      // Looked up when a text needs it: the first status bar text does not.
      get timeZone() {
        return readerTimeZone.get();
      },
      hideAmounts: settings.hideAmounts(),
    };
  }
}
