import { type Disposable, StatusBarAlignment, type StatusBarItem, ThemeColor, window } from "vscode";
import type { Settings, StatusBarChoice } from "../../services/common/settings.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import { commandIds, statusBarId } from "../context/constants.ts";
import { statusBarView } from "./statusBarView.ts";

/** Ages and staleness move with the clock alone. */
const tickMs = 30_000;
const priority = 90;

const backgrounds = {
  warning: "statusBarItem.warningBackground",
  error: "statusBarItem.errorBackground",
} as const;

/** Owns the one status bar item and keeps it true. */
export class StatusBar implements Disposable {
  readonly #accountViews: AccountViews;
  readonly #settings: Settings;
  readonly #subscriptions: Disposable[];
  readonly #timer: NodeJS.Timeout;
  #item: StatusBarItem;
  #alignment: "left" | "right";
  #preview: StatusBarChoice | undefined;

  constructor(accountViews: AccountViews, settings: Settings) {
    this.#accountViews = accountViews;
    this.#settings = settings;
    this.#alignment = settings.statusBarAlignment();
    this.#item = createItem(this.#alignment);
    this.#subscriptions = [
      accountViews.onDidChange(() => this.#show()),
      accountViews.onDidForesee(() => this.#show()),
      settings.onDidChange(() => this.#realign()),
    ];
    this.#timer = setInterval(() => this.#show(), tickMs);
    this.#show();
  }

  dispose(): void {
    clearInterval(this.#timer);
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#item.dispose();
  }

  /** Shows another choice than the settings', until it is taken back with `undefined`. */
  preview(choice: StatusBarChoice | undefined): void {
    this.#preview = choice;
    this.#show();
  }

  #realign(): void {
    const alignment = this.#settings.statusBarAlignment();
    if (alignment !== this.#alignment) {
      this.#alignment = alignment;
      this.#item.dispose();
      this.#item = createItem(alignment);
    }
    this.#show();
  }

  #show(): void {
    const textContext = this.#accountViews.textContext();
    const statuses = this.#accountViews.statuses();
    const view = statusBarView(statuses, this.#preview ?? this.#settings.statusBarChoice(), textContext);
    const item = this.#item;
    item.text = view.text;
    item.accessibilityInformation = { label: view.accessibleLabel, role: "button" };
    item.backgroundColor = view.background && new ThemeColor(backgrounds[view.background]);
    item.tooltip = this.#accountViews.foresight?.tooltip(textContext);
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
