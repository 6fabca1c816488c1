import assert from "node:assert/strict";
import { CancellationTokenSource, DataTransfer } from "vscode";
import type { AccountStatus } from "../../src/core/accounts/accountStatus.ts";
import { createDragAndDrop } from "../../src/ui/accountsView/accountDragAndDrop.ts";
import { type AccountNode, accountsTree } from "../../src/ui/accountsView/accountsTree.lazy.ts";
import { type AccountsViewContext, badgeOf } from "../../src/ui/accountsView/accountsView.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../helpers/accountStatus.ts";

const account = (id: string, change: Partial<Parameters<typeof statusOf>[0]> = {}) =>
  statusOf({ id, snapshot: snapshotOf([meterOf("900", "1000")]), ...change });
const low = (id: string) => account(id, { snapshot: snapshotOf([meterOf("50", "1000")]) });

interface Shown {
  readonly statuses: readonly AccountStatus[];
  readonly hidden?: readonly string[];
  readonly isGrouped?: boolean;
}

/** The view's context with these accounts, and the moves that it was asked for. */
function contextOf({ statuses, hidden = [], isGrouped = false }: Shown) {
  const moves: [ids: readonly string[], targetId: string | undefined][] = [];
  const never = () => ({ dispose: () => {} });
  const context: AccountsViewContext = {
    accountList: { move: async (ids, targetId) => void moves.push([ids, targetId]) },
    accountViews: {
      statuses: () => statuses,
      shownStatuses: () => statuses.filter((status) => !hidden.includes(status.account.id)),
      find: (id) => statuses.find((status) => status.account.id === id),
      providerName: (id) => id,
      textContext: () => ({ locale: "en", nowMs, hideAmounts: false, timeZone: "UTC" }),
      onDidChange: never,
      onDidChangeForecasts: never,
    },
    clock: { now: () => nowMs },
    providerRegistry: { find: () => undefined },
    settings: { isGroupedByProvider: () => isGrouped, onDidChange: never },
  };
  return { context, moves };
}

describe("the view of accounts", () => {
  const row = (accountId: string): AccountNode => ({ kind: "account", accountId, interactive: true });
  const group = (providerId: string): AccountNode => ({ kind: "provider", providerId });

  async function drop(shown: Shown, nodes: readonly AccountNode[], target?: AccountNode) {
    const { context, moves } = contextOf(shown);
    const { handleDrag, handleDrop } = createDragAndDrop(context);
    const data = new DataTransfer();
    const { token } = new CancellationTokenSource();
    await handleDrag?.([...nodes], data, token);
    await handleDrop?.(target, data, token);
    return moves;
  }

  it("the badge counts the accounts that a person should look at", () => {
    const statuses = [
      low("low"),
      account("empty", { snapshot: snapshotOf([meterOf("0", "1000")]) }),
      account("rejected", { failure: "keyRejected" }),
      account("ok"),
      account("waiting", { failure: "rateLimited" }),
    ];
    assert.deepEqual(badgeOf(statuses, nowMs), { value: 3, tooltip: "3 accounts need attention" });
    assert.deepEqual(badgeOf([low("low")], nowMs), { value: 1, tooltip: "1 account needs attention" });
    assert.equal(badgeOf([account("ok")], nowMs), undefined);
  });

  it("the view lists the accounts in the order of the settings, without those that are hidden here", () => {
    const statuses = [account("b"), account("a"), account("c")];
    const { context } = contextOf({ statuses, hidden: ["a"] });
    assert.deepEqual(accountsTree.children(context, undefined), [row("b"), row("c")]);
  });

  it("a group has its accounts, and a provider whose accounts are all hidden has no group", () => {
    const statuses = [
      account("a"),
      account("b", { account: { provider: "depicta" } }),
      account("c"),
      account("d", { account: { provider: "coals" } }),
    ];
    const { context } = contextOf({ statuses, hidden: ["d"], isGrouped: true });
    assert.deepEqual(accountsTree.children(context, undefined), [group("poof"), group("depicta")]);
    assert.deepEqual(accountsTree.children(context, group("poof")), [row("a"), row("c")]);
  });

  it("a dragged account takes the place of the row that it is dropped on, or goes to the end", async () => {
    const statuses = [account("a"), account("b"), account("c")];
    assert.deepEqual(await drop({ statuses }, [row("c")], row("a")), [[["c"], "a"]]);
    assert.deepEqual(await drop({ statuses }, [row("a"), row("b")], row("c")), [[["a", "b"], "c"]]);
    assert.deepEqual(await drop({ statuses }, [row("a")]), [[["a"], undefined]]);
    assert.deepEqual(await drop({ statuses }, [row("a")], row("a")), [], "on itself");
    assert.deepEqual(
      await drop({ statuses }, [row("a")], row("gone")),
      [],
      "on one that was removed meanwhile",
    );
  });

  it("a dragged group moves its accounts, and a group is left whole by what is dropped on it", async () => {
    const depicta = { account: { provider: "depicta" } };
    const statuses = [account("a"), account("b", depicta), account("c"), account("d", depicta)];
    const shown = { statuses, isGrouped: true };
    assert.deepEqual(await drop(shown, [group("depicta")], group("poof")), [[["b", "d"], "a"]]);
    assert.deepEqual(await drop(shown, [group("poof")], group("depicta")), [[["a", "c"], "d"]]);
  });
});
