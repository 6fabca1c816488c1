import { type TreeItem, window } from "vscode";
import { type AccountStatus, displayedMeters } from "../../core/accounts/accountStatus.ts";
import { l10n } from "../text/l10n.ts";
import type { AccountsViewContext } from "./accountsView.ts";
import { accountItem, accountTooltip, meterItem, providerItem } from "./treeItems.ts";

/**
 * A row of the view. It is also the argument of the commands in its menu, which read `accountId` and, as they are
 * interactive, ask for the rest.
 */
export type AccountNode =
  | { readonly kind: "provider"; readonly providerId: string }
  | { readonly kind: "account"; readonly accountId: string; readonly interactive: true }
  | { readonly kind: "meter"; readonly accountId: string; readonly meterId: string };

/** The rows of the view: the accounts in the order of the settings, or providers and their accounts; meters below. */
export const accountsTree = {
  children(context: AccountsViewContext, node: AccountNode | undefined): AccountNode[] {
    if (!node) return context.settings.isGroupedByProvider() ? providers(context) : accounts(context);
    if (node.kind === "provider") return accountsOf(context, node.providerId);
    return node.kind === "account" ? meters(context, node.accountId) : [];
  },

  item(context: AccountsViewContext, node: AccountNode): TreeItem {
    const { accountViews } = context;
    if (node.kind === "provider") return providerItem(accountViews.providerName(node.providerId), node);
    const status = accountViews.find(node.accountId);
    // The account was removed after its row was listed; the next update removes the row.
    if (!status) return {};
    if (node.kind === "account") return accountItem(context, status, node);
    const displayed = displayedMeters(status).find(({ meter }) => meter.id === node.meterId);
    return displayed ? meterItem(context, status, displayed, node) : {};
  },

  parent(context: AccountsViewContext, node: AccountNode): AccountNode | undefined {
    if (node.kind === "provider") return undefined;
    if (node.kind === "meter") return { kind: "account", accountId: node.accountId, interactive: true };
    const status = context.accountViews.find(node.accountId);
    if (!status || !context.settings.isGroupedByProvider()) return undefined;
    return { kind: "provider", providerId: status.account.provider };
  },

  /** Adds what is only needed under the pointer. */
  resolve(context: AccountsViewContext, item: TreeItem, node: AccountNode): TreeItem {
    const status = node.kind === "account" ? context.accountViews.find(node.accountId) : undefined;
    if (status) item.tooltip = accountTooltip(context, status);
    return item;
  },

  /** Moves the dragged accounts to the place of the target; to the end where they are dropped below all rows. */
  async drop(
    context: AccountsViewContext,
    nodes: readonly AccountNode[],
    target: AccountNode | undefined,
  ): Promise<void> {
    const ids = nodes.flatMap((node) => accountIds(context, node));
    const targetIds = target ? accountIds(context, target) : [];
    if (ids.some((id) => targetIds.includes(id))) return;
    if (target && targetIds.length === 0) {
      void window.showInformationMessage(l10n.t("This account no longer exists."));
      return;
    }
    // Dropped on a group from above, they follow its last account, as they take the place of the group.
    const all = context.accountViews.statuses().map(({ account }) => account.id);
    const isFromAbove = all.indexOf(ids[0] ?? "") < all.indexOf(targetIds[0] ?? "");
    await context.accountList.move(ids, isFromAbove ? targetIds.at(-1) : targetIds[0]);
  },
};

function accounts(context: AccountsViewContext): AccountNode[] {
  return context.accountViews.shownStatuses().map(accountNode);
}

/** The providers of the shown accounts, in the order of their first accounts. */
function providers({ accountViews }: AccountsViewContext): AccountNode[] {
  const ids = new Set(accountViews.shownStatuses().map(({ account }) => account.provider));
  return [...ids].map((providerId) => ({ kind: "provider", providerId }));
}

function accountsOf({ accountViews }: AccountsViewContext, providerId: string): AccountNode[] {
  return accountViews
    .shownStatuses()
    .filter(({ account }) => account.provider === providerId)
    .map(accountNode);
}

function accountNode({ account }: AccountStatus): AccountNode {
  return { kind: "account", accountId: account.id, interactive: true };
}

/** The displayed meters of an account that has several; the row of the account shows a single one. */
function meters({ accountViews }: AccountsViewContext, accountId: string): AccountNode[] {
  const status = accountViews.find(accountId);
  const displayed = status ? displayedMeters(status) : [];
  if (displayed.length < 2) return [];
  return displayed.map(({ meter }) => ({ kind: "meter", accountId, meterId: meter.id }));
}

function accountIds(context: AccountsViewContext, node: AccountNode): readonly string[] {
  if (node.kind !== "provider") return context.accountViews.find(node.accountId) ? [node.accountId] : [];
  return accountsOf(context, node.providerId).flatMap((child) =>
    child.kind === "account" ? [child.accountId] : [],
  );
}
