import {
  commands,
  DataTransferItem,
  Disposable,
  EventEmitter,
  l10n,
  type TreeDataProvider,
  type TreeDragAndDropController,
  window,
} from "vscode";
import type { AccountStatus } from "../../core/accounts/accountStatus.ts";
import { needsAttention } from "../../core/accounts/needsAttention.ts";
import type { ActivationContext } from "../context/commandContext.ts";
import { accountsViewId, settingsPrefix } from "../context/ids.ts";
import { countText } from "../text/countText.ts";
import type { AccountNode } from "./accountsTree.lazy.ts";

export type AccountsViewContext = Pick<
  ActivationContext,
  "accountList" | "accountViews" | "clock" | "providerRegistry" | "settings"
>;

/** Ages and staleness change with the clock alone. */
const updateIntervalMs = 30_000;
/** Selects the welcome text of an empty view. */
const allHiddenKey = `${settingsPrefix}.allAccountsHidden`;
/** VS Code lets no other view drop into this one. */
const dragMimeType = `application/vnd.code.tree.${accountsViewId.toLowerCase()}`;

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
  const dragAndDropController: TreeDragAndDropController<AccountNode> = {
    dragMimeTypes: [dragMimeType],
    dropMimeTypes: [dragMimeType],
    handleDrag: (nodes, data) => data.set(dragMimeType, new DataTransferItem([...nodes])),
    handleDrop: async (target, data) => {
      const nodes = data.get(dragMimeType)?.value;
      if (Array.isArray(nodes)) await (await loadTree()).drop(context, nodes, target);
    },
  };
  const view = window.createTreeView(accountsViewId, {
    treeDataProvider,
    dragAndDropController,
    showCollapseAll: true,
  });
  let wasAllHidden: boolean | undefined;
  const update = () => {
    const shown = accountViews.shownStatuses();
    view.badge = badgeOf(shown, clock.now());
    const isAllHidden = shown.length === 0 && accountViews.statuses().length > 0;
    if (isAllHidden !== wasAllHidden) void commands.executeCommand("setContext", allHiddenKey, isAllHidden);
    wasAllHidden = isAllHidden;
    if (view.visible) changed.fire(undefined);
  };
  const timer = setInterval(update, updateIntervalMs);
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
function badgeOf(statuses: readonly AccountStatus[], nowMs: number) {
  const value = statuses.filter((status) => needsAttention(status, nowMs)).length;
  if (value === 0) return undefined;
  const tooltip = countText(value, {
    one: (number) => l10n.t("{0} account needs attention", number),
    other: (number) => l10n.t("{0} accounts need attention", number),
  });
  return { value, tooltip };
}
