import {
  Disposable,
  type MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import type { Settings, StatusBarSettings } from "../../services/common/settings.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import { commandIds, statusBarId } from "../context/ids.ts";
import { sanitizeText } from "../text/sanitizeText.ts";
import type { TextContext } from "../text/textContext.ts";
import { statusBarLook } from "./statusBarLook.ts";
import { type StatusBarView, statusBarViews } from "./statusBarView.ts";

/** Ages and staleness change with the clock alone. */
const updateIntervalMs = 30_000;
/** Keeps the items of accounts beside each other, in their order. */
const priorityStep = 0.001;

const backgrounds = {
  warning: "statusBarItem.warningBackground",
  error: "statusBarItem.errorBackground",
} as const;

/** Makes the hover of some accounts: of all, or of the one that has an item of its own. */
export type CreateTooltip = (
  statuses: readonly AccountStatus[],
  settings: StatusBarSettings,
  textContext: TextContext,
) => MarkdownString;

/** Owns the status bar items and keeps them up to date: one for all accounts, or one for each. */
export class StatusBar implements Disposable {
  readonly #accountViews: AccountViews;
  readonly #settings: Settings;
  readonly #subscriptions: Disposable;
  #items: { readonly key: string; readonly item: StatusBarItem }[] = [];
  #preview: Partial<StatusBarSettings> | undefined;
  #createTooltip: CreateTooltip | undefined;

  constructor(accountViews: AccountViews, settings: Settings) {
    this.#accountViews = accountViews;
    this.#settings = settings;
    const timer = setInterval(() => this.#update(), updateIntervalMs);
    this.#subscriptions = Disposable.from(
      { dispose: () => clearInterval(timer) },
      accountViews.onDidChange(() => this.#update()),
      accountViews.onDidChangeForecasts(() => this.#update()),
      settings.onDidChange(() => this.#update()),
    );
    this.#update();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const { item } of this.#items) item.dispose();
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
    const textContext = this.#accountViews.textContext();
    const settings = { ...this.#settings.statusBar(), ...this.#preview };
    const views = statusBarViews(this.#accountViews.shownStatuses(), statusBarLook(settings), textContext);
    // The first item keeps its id, also with several: what else knows it, such as a user who hid it, goes on to.
    const places = views.map((_, index) => ({
      id: index === 0 ? statusBarId : `${statusBarId}.${index + 1}`,
      key: `${settings.alignment} ${settings.priority}`,
      priority: settings.priority - index * priorityStep,
    }));
    for (const { item } of this.#items.splice(places.length)) item.dispose();
    places.forEach(({ id, key, priority }, index) => {
      if (this.#items[index]?.key === key) return;
      this.#items[index]?.item.dispose();
      this.#items[index] = { key, item: createItem(id, settings.alignment, priority) };
    });
    views.forEach((view, index) => {
      const item = this.#items[index]?.item;
      if (item) this.#show(item, view, settings, textContext);
    });
  }

  #show(
    item: StatusBarItem,
    view: StatusBarView,
    settings: StatusBarSettings,
    textContext: TextContext,
  ): void {
    const { accountId } = view;
    const statuses = this.#accountViews.shownStatuses();
    const own = settings.itemPerAccount
      ? statuses.filter(({ account }) => account.id === accountId)
      : statuses;
    item.name = nameOf(settings, own);
    item.text = view.text;
    item.accessibilityInformation = { label: view.accessibleLabel, role: "button" };
    item.backgroundColor = view.background && new ThemeColor(backgrounds[view.background]);
    item.tooltip = this.#createTooltip?.(own, settings, textContext);
    item.command =
      accountId === undefined
        ? { command: commandIds.addAccount, title: "" }
        : { command: commandIds.openPanel, title: "", arguments: [{ accountId }] };
    item.show();
  }
}

function createItem(id: string, alignment: "left" | "right", priority: number): StatusBarItem {
  const side = alignment === "left" ? StatusBarAlignment.Left : StatusBarAlignment.Right;
  return window.createStatusBarItem(id, side, priority);
}

/** As the status bar's own menu lists the item. */
function nameOf({ itemPerAccount }: StatusBarSettings, [status]: readonly AccountStatus[]): string {
  return itemPerAccount && status
    ? `Credit Monitor: ${sanitizeText(status.account.label)}`
    : "Credit Monitor";
}
