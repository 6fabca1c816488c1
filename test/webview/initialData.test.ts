import assert from "node:assert/strict";
import { amountOf } from "../../src/core/money/amount.ts";
import { toLocalDay } from "../../src/core/time/localDay.ts";
import { systemTimeZone } from "../../src/core/time/timeZone.ts";
import type { InitialData, InitialResponse } from "../../src/protocol/messages.ts";
import type { PanelAccount } from "../../src/protocol/panelState.ts";
import { initialRequests } from "../../src/protocol/requestParams.ts";
import { defaultLedgerView, type ViewState } from "../../src/protocol/viewState.ts";
import { chartOf } from "./helpers/chartOf.ts";
import { ledgerOf } from "./helpers/ledgerOf.ts";
import { accountOf } from "./helpers/panelAccounts.ts";
import { panelStrings } from "./helpers/panelStrings.ts";
import { panelSuite } from "./helpers/panelSuite.ts";
import { richAccount } from "./helpers/richAccount.ts";
import { StubHost } from "./helpers/stubHost.ts";

const hostile = "</script><img src=x onerror=\"document.title='owned'\"><!--";

/** The initial data of an account whose ledger has five entries. */
function initialDataOf(
  account: PanelAccount,
  viewState: ViewState,
  description = "From the page",
): InitialData {
  const entries = ledgerOf(5, Date.now()).map((entry) => ({ ...entry, description }));
  const host = new StubHost();
  host.entries = entries;
  host.chart = chartOf(Date.now());
  host.days = [{ day: toLocalDay(Date.now(), systemTimeZone()), consumed: amountOf("12.5") }];
  return {
    state: {
      accounts: [accountOf({ id: "first", label: "First" }), account],
      hideAmounts: false,
      history: { isOn: true },
      locale: "en",
      strings: panelStrings,
    },
    accountId: account.id,
    responses: initialRequests(account, viewState, { nowMs: Date.now(), timeZone: systemTimeZone() }).map(
      (request) => ({ ...request, response: host.respond(request) }) as InitialResponse,
    ),
  };
}

describe("the panel with initial data", () => {
  const open = panelSuite();

  it("the panel shows its account completely before the host sends a message", async () => {
    const panel = await open({ initialData: JSON.stringify(initialDataOf(accountOf(), {})) });
    const grid = panel.page.getByRole("grid", { name: "Ledger" });
    await grid.getByText("From the page").first().waitFor();
    assert.equal(await grid.getAttribute("aria-rowcount"), "6");
    await panel.page.locator(".plot canvas").first().waitFor();
    await panel.page.getByText("12.5", { exact: false }).first().waitFor();
    assert.equal(await panel.page.evaluate("sent.filter(({ kind }) => kind === 'request').length"), 0);
    assert.deepEqual(await panel.postedMessages(), [
      { kind: "ready", hasInitialData: true, timeZone: systemTimeZone() },
      { kind: "selected", accountId: accountOf().id },
    ]);
    assert.deepEqual(await panel.violations(), []);
  });

  it("the panel opens with the account and the filters from before a reload", async () => {
    const viewState = {
      accountId: "rich-utilities",
      ledger: { ...defaultLedgerView, type: "debit" },
    } as const;
    const account = richAccount();
    const panel = await open({ initialData: JSON.stringify(initialDataOf(account, viewState)) });
    await panel.page.evaluate(
      `sessionStorage.setItem("state", ${JSON.stringify(JSON.stringify(viewState))})`,
    );
    await panel.page.reload();
    await panel.page.getByRole("grid", { name: "Ledger" }).getByText("From the page").first().waitFor();
    assert.equal(await panel.page.getByRole("combobox", { name: "Type" }).inputValue(), "debit");
    assert.deepEqual(await panel.requests("ledger"), []);
  });

  it("the panel requests what its initial data lacks", async () => {
    const panel = await open({
      initialData: JSON.stringify({ ...initialDataOf(accountOf(), {}), responses: [] }),
    });
    await panel.page.getByRole("tab", { selected: true }).waitFor();
    for (const kind of ["ledger", "chart", "usage"] as const) {
      assert.equal((await panel.requests(kind)).length, 1, kind);
    }
  });

  it("the panel requests changed data instead of its initial data after the first display", async () => {
    const account = accountOf();
    const panel = await open({ initialData: JSON.stringify(initialDataOf(account, {})) });
    await panel.page.getByText("From the page").first().waitFor();
    await panel.post({ kind: "historyChanged", accountId: account.id });
    await panel.waitUntil("sent.filter(({ method }) => method === 'ledger').length === 1");
    await panel.waitUntil("sent.filter(({ method }) => method === 'chart').length === 1");
  });

  it("the panel shows hostile texts in its initial data as text", async () => {
    const panel = await open({ initialData: JSON.stringify(initialDataOf(accountOf(), {}, hostile)) });
    await panel.page.getByRole("grid", { name: "Ledger" }).getByText(hostile).first().waitFor();
    assert.equal(await panel.page.title(), "Credit Monitor");
    assert.deepEqual(await panel.violations(), []);
  });

  it("the panel waits for the host when its initial data cannot be read", async () => {
    const panel = await open({ initialData: '{"state":' });
    await panel.showAccounts([richAccount()]);
    await panel.page.getByRole("tab", { name: /Rich Utilities/ }).waitFor();
  });
});
