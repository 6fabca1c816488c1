import { commands, Disposable, EventEmitter, type TreeDataProvider, window } from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { needsAttention } from "../../core/accounts/needsAttention.ts";
import { minuteMs } from "../../core/time/durations.ts";
import type { AccountList } from "../../services/accounts/accountList.ts";
import type { Clock } from "../../services/common/clock.ts";
import type { Settings } from "../../services/common/settings.ts";
import type { AccountViews } from "../accounts/accountViews.ts";
import type { ActivationContext } from "../context/commandContext.ts";
import { accountsViewId, settingsPrefix } from "../context/ids.ts";
import { countText } from "../text/countText.ts";
import { l10n } from "../text/l10n.ts";
import { createDragAndDrop } from "./accountDragAndDrop.ts";
import type { AccountNode } from "./accountsTree.lazy.ts";

export interface AccountsViewContext {
  readonly accountList: Pick<AccountList, "move">;
  readonly accountViews: Pick<
    AccountViews,
    | "find"
    | "onDidChange"
    | "onDidChangeForecasts"
    | "providerName"
    | "shownStatuses"
    | "statuses"
    | "textContext"
  >;
  readonly clock: Pick<Clock, "now">;
  readonly providerRegistry: Pick<ActivationContext["providerRegistry"], "find">;
  readonly settings: Pick<Settings, "isGroupedByProvider" | "onDidChange">;
}

/** Ages, which are shown in minutes, and staleness change with the clock alone. */
const updateIntervalMs = minuteMs;
/** Selects the welcome text of an empty view. */
const allHiddenKey = `${settingsPrefix}.allAccountsHidden`;

/**
 * The view in the activity bar: its badge and its tree. What the tree shows is loaded when the view is first visible.
 * Registered after activation; VS Code shows an empty view until then.
 */
export function registerAccountsView(context: AccountsViewContext): Disposable {
  const { accountViews, clock, settings } = context;
  const changed = new EventEmitter<undefined>();
  const loadTree = async () => (await import("./accountsTree.lazy.ts")).accountsTree;
  const treeDataProvider: TreeDataProvider<AccountNode> = {
    onDidChangeTreeData: changed.event,
    getChildren: async (node) => (await loadTree()).children(context, node),
    getTreeItem: async (node) => (await loadTree()).item(context, node),
    getParent: async (node) => (await loadTree()).parent(context, node),
    resolveTreeItem: async (item, node) => (await loadTree()).resolve(context, item, node),
  };
  const view = window.createTreeView(accountsViewId, {
    treeDataProvider,
    dragAndDropController: createDragAndDrop(context),
    showCollapseAll: true,
  });
  let wasAllHidden: boolean | undefined;
  const timer = setInterval(() => update(), updateIntervalMs);
  const update = () => {
    timer.refresh();
    const shown = accountViews.shownStatuses();
    view.badge = badgeOf(shown, clock.now());
    const isAllHidden = shown.length === 0 && accountViews.statuses().length > 0;
    if (isAllHidden !== wasAllHidden) void commands.executeCommand("setContext", allHiddenKey, isAllHidden);
    wasAllHidden = isAllHidden;
    if (view.visible) changed.fire(undefined);
  };
  update();
  return Disposable.from(
    view,
    changed,
    { dispose: () => clearInterval(timer) },
    accountViews.onDidChange(update),
    accountViews.onDidChangeForecasts(update),
    settings.onDidChange(update),
    view.onDidChangeVisibility(update),
  );
}

/** How many accounts a person should look at; no badge for none. */
export function badgeOf(statuses: readonly AccountStatus[], nowMs: number) {
  const value = statuses.filter((status) => needsAttention(status, nowMs)).length;
  if (value === 0) return undefined;
  const tooltip = countText(value, {
    one: (number) => l10n.t("{0} account needs attention", number),
    other: (number) => l10n.t("{0} accounts need attention", number),
  });
  return { value, tooltip };
}
