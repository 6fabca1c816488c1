import { Disposable, type MarkdownString } from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { freshUntilMs } from "../../core/accounts/freshUntil.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { Settings, StatusBarSettings } from "../../services/common/settings.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";
import type { KeptStatusBar } from "./keptStatusBar.ts";
import type { ItemContent, StatusBarItems } from "./statusBarItems.ts";
import { statusBarLook } from "./statusBarLook.ts";
import { type StatusBarView, statusBarViews } from "./statusBarView.ts";

/** Ages, which are shown in minutes, and staleness change with the clock alone. */
const updateIntervalMs = minuteMs;

/** Makes the hover of some accounts: of all, or of the one that has an item of its own. */
export type CreateTooltip = (
  statuses: readonly AccountStatus[],
  settings: StatusBarSettings,
  textContext: TextContext,
) => MarkdownString;

export interface StatusBarOptions {
  readonly accountViews: AccountViews;
  readonly settings: Settings;
  readonly items: StatusBarItems;
  /** Keeps what is shown for the next start. */
  readonly keep: (kept: KeptStatusBar) => void;
}

/** Keeps the status bar items up to date: one for all accounts, or one for each. */
export class StatusBar implements Disposable {
  readonly #options: StatusBarOptions;
  readonly #subscriptions: Disposable;
  /** Runs out a minute after the last update, so that a new reading is a minute old then. */
  readonly #timer: NodeJS.Timeout;
  #preview: Partial<StatusBarSettings> | undefined;
  #createTooltip: CreateTooltip | undefined;
  /** Whether the readings of the last session are there. Until then, what is shown is better than what is known. */
  #isStarted = false;

  constructor(options: StatusBarOptions) {
    this.#options = options;
    const { accountViews, settings, items } = options;
    this.#timer = setInterval(() => this.#update(), updateIntervalMs);
    this.#subscriptions = Disposable.from(
      { dispose: () => clearInterval(this.#timer) },
      accountViews.onDidChange(() => this.#update()),
      accountViews.onDidChangeForecasts(() => this.#update()),
      settings.onDidChange(() => this.#update()),
    );
    if (!items.isShown) this.#show();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  /** To be called once the readings of the last session are there, or cannot be had. */
  start(): void {
    this.#isStarted = true;
    this.#update();
  }

  /** Takes the function that makes the hover, which is loaded after activation. */
  setTooltip(createTooltip: CreateTooltip): void {
    this.#createTooltip = createTooltip;
    this.#update();
  }

  /** Shows these settings instead of the saved ones, until it is called with `undefined`. */
  preview(settings: Partial<StatusBarSettings> | undefined): void {
    this.#preview = settings;
    this.#update();
  }

  #update(): void {
    this.#timer.refresh();
    if (this.#isStarted) this.#show();
  }

  #show(): void {
    const { accountViews, items, keep, settings } = this.#options;
    const textContext = accountViews.textContext();
    const look = { ...settings.statusBar(), ...this.#preview };
    const statuses = accountViews.shownStatuses();
    const contents = statusBarViews(statuses, statusBarLook(look), textContext).map((view) =>
      this.#contentOf(view, statuses, look, textContext),
    );
    items.show(contents, look);
    // The icon that turns, and the choices that a user tries, are not for the next start.
    if (!this.#isStarted || this.#preview || statuses.some(({ isReading }) => isReading)) return;
    const untilMs = freshUntilMs(statuses, textContext.nowMs);
    const { alignment, priority } = look;
    keep({
      contents,
      place: { alignment, priority },
      ...(untilMs === undefined ? {} : { freshUntilMs: untilMs }),
    });
  }

  #contentOf(
    view: StatusBarView,
    statuses: readonly AccountStatus[],
    look: StatusBarSettings,
    textContext: TextContext,
  ): ItemContent {
    const own = look.itemPerAccount
      ? statuses.filter(({ account }) => account.id === view.accountId)
      : statuses;
    return { ...view, name: nameOf(look, own), tooltip: this.#createTooltip?.(own, look, textContext) };
  }
}

/** As the status bar's own menu lists the item. */
function nameOf({ itemPerAccount }: StatusBarSettings, [status]: readonly AccountStatus[]): string {
  return itemPerAccount && status
    ? `Credit Monitor: ${sanitizeText(status.account.label)}`
    : "Credit Monitor";
}
