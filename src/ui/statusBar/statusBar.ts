import {
  Disposable,
  type MarkdownString,
  StatusBarAlignment,
  type StatusBarItem,
  ThemeColor,
  window,
} from "vscode";
import type { Settings, StatusBarChoice } from "../../services/common/settings.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import { commandIds, statusBarId } from "../context/ids.ts";
import type { TextContext } from "../text/textContext.ts";
import { statusBarView } from "./statusBarView.ts";

/** Ages and staleness change with the clock alone. */
const updateIntervalMs = 30_000;
const priority = 90;

const backgrounds = {
  warning: "statusBarItem.warningBackground",
  error: "statusBarItem.errorBackground",
} as const;

/** Owns the status bar item and keeps it up to date. */
export class StatusBar implements Disposable {
  readonly #accountViews: AccountViews;
  readonly #settings: Settings;
  readonly #subscriptions: Disposable;
  #alignment: "left" | "right";
  #item: StatusBarItem;
  #preview: StatusBarChoice | undefined;
  #tooltip: ((textContext: TextContext) => MarkdownString) | undefined;

  constructor(accountViews: AccountViews, settings: Settings) {
    this.#accountViews = accountViews;
    this.#settings = settings;
    this.#alignment = settings.statusBarAlignment();
    this.#item = createItem(this.#alignment);
    const timer = setInterval(() => this.#update(), updateIntervalMs);
    this.#subscriptions = Disposable.from(
      { dispose: () => clearInterval(timer) },
      accountViews.onDidChange(() => this.#update()),
      accountViews.onDidChangeForecasts(() => this.#update()),
      settings.onDidChange(() => this.#realign()),
    );
    this.#update();
  }

  dispose(): void {
    this.#subscriptions.dispose();
    this.#item.dispose();
  }

  /** Takes the function that makes the tooltip, which is loaded after activation. */
  setTooltip(createTooltip: (textContext: TextContext) => MarkdownString): void {
    this.#tooltip = createTooltip;
    this.#update();
  }

  /** Shows this choice of accounts instead of the setting's, until it is called with `undefined`. */
  preview(choice: StatusBarChoice | undefined): void {
    this.#preview = choice;
    this.#update();
  }

  #realign(): void {
    const alignment = this.#settings.statusBarAlignment();
    if (alignment !== this.#alignment) {
      this.#alignment = alignment;
      this.#item.dispose();
      this.#item = createItem(alignment);
    }
    this.#update();
  }

  #update(): void {
    const textContext = this.#accountViews.textContext();
    const statuses = this.#accountViews.shownStatuses();
    const view = statusBarView(statuses, this.#preview ?? this.#settings.statusBarChoice(), textContext);
    const item = this.#item;
    item.text = view.text;
    item.accessibilityInformation = { label: view.accessibleLabel, role: "button" };
    item.backgroundColor = view.background && new ThemeColor(backgrounds[view.background]);
    item.tooltip = this.#tooltip?.(textContext);
    item.command =
      view.accountId === undefined
        ? { command: commandIds.addAccount, title: "" }
        : { command: commandIds.openPanel, title: "", arguments: [{ accountId: view.accountId }] };
    item.show();
  }
}

function createItem(alignment: "left" | "right"): StatusBarItem {
  const side = alignment === "left" ? StatusBarAlignment.Left : StatusBarAlignment.Right;
  const item = window.createStatusBarItem(statusBarId, side, priority);
  item.name = "Credit Monitor";
  return item;
}
