import assert from "node:assert/strict";
import { amountOf } from "../../src/core/money/amount.ts";
import { hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { systemTimeZone } from "../../src/core/time/timeZone.ts";
import { chartOf } from "./helpers/chartOf.ts";
import { ledgerOf } from "./helpers/ledgerOf.ts";
import { openLedger } from "./helpers/openLedger.ts";
import { accountOf } from "./helpers/panelAccounts.ts";
import { panelSuite } from "./helpers/panelSuite.ts";
import { richAccount } from "./helpers/richAccount.ts";
import { StubHost } from "./helpers/stubHost.ts";
import { providerUsage } from "./helpers/usageOf.ts";

describe("states of the panel's history", () => {
  const open = panelSuite();

  it("each region shows that it is loading", async () => {
    const host = new StubHost();
    host.delayMs = minuteMs;
    const panel = await open({ host });
    await panel.showAccounts([accountOf()]);
    for (const name of ["Balance history", "Usage", "Ledger"]) {
      assert.equal(await panel.page.getByRole("region", { name }).locator("[aria-busy]").count(), 1, name);
    }
  });

  it("each region shows its failure, and a retry loads it", async () => {
    const host = new StubHost();
    host.failure = "The history could not be read.";
    const panel = await open({ host });
    await panel.showAccounts([accountOf()]);
    for (const name of ["Balance history", "Usage", "Ledger"]) {
      await panel.page.getByRole("region", { name }).getByText("could not be read").waitFor();
    }
    host.failure = undefined;
    host.entries = ledgerOf(3, Date.now());
    await panel.page
      .getByRole("region", { name: "Ledger" })
      .getByRole("button", { name: "Try again" })
      .click();
    await panel.page.locator('[aria-rowindex="4"]').waitFor();
  });

  it("the panel says once why history is off, and each region says what that means", async () => {
    const host = new StubHost();
    const message = "History is off: this version of VS Code has no SQLite. Update VS Code.";
    host.failure = message;
    const panel = await open({ host });
    await panel.showAccounts([accountOf()], { history: { isOn: false, message } });
    await panel.page.getByText("Not recorded while history is off.").nth(2).waitFor();
    assert.equal(await panel.page.getByText("no SQLite").count(), 1);
    assert.match(await panel.page.getByRole("region", { name: "Meters" }).innerText(), /3,766/);
  });

  it("the panel offers a first reading when there is none yet", async () => {
    const panel = await open();
    await panel.showAccounts([accountOf({ meters: [] })]);
    const ledger = panel.page.getByRole("region", { name: "Ledger" });
    await ledger.getByText("No entries yet").waitFor();
    const grid = ledger.getByRole("grid", { name: "Ledger" });
    assert.equal(await grid.getAttribute("aria-rowcount"), "1");
    assert.ok((await grid.getByRole("columnheader").count()) >= 5);
    await ledger.getByRole("button", { name: "Read now" }).click();
    assert.deepEqual((await panel.postedMessages()).at(-1), { kind: "refresh", accountId: "poof" });
  });

  it("the panel shows unexplained changes with the exact difference and the interval", async () => {
    const { panel, host } = await openLedger(open, 50);
    const toMs = Date.UTC(new Date().getUTCFullYear(), 10, 17, 9);
    const stretch = { fromMs: toMs - 11 * hourMs, toMs, entries: 0, settlesAtMs: 0 };
    host.unexplained = [
      { ...stretch, observed: amountOf("0"), explained: amountOf("12.5"), amount: amountOf("-12.5") },
      { ...stretch, observed: amountOf("-185.5"), explained: amountOf("-181"), amount: amountOf("-4.5") },
      {
        ...stretch,
        observed: amountOf("-3"),
        explained: amountOf("0"),
        amount: amountOf("-3"),
        entries: 0,
        settlesAtMs: Date.now() + hourMs,
      },
    ];
    await panel.post({ kind: "historyChanged", accountId: "rich-utilities" });
    const note = panel.page.getByRole("note");
    await note.waitFor();
    const text = (await note.innerText()).replaceAll("\u202f", " ");
    assert.match(
      text,
      /Unexplained −4\.5 between Nov 16, 10:00 PM and Nov 17, 9:00 AM: the balance fell by 185\.5; the provider's ledger accounts for 181\./,
    );
    assert.match(
      text,
      /Unexplained −12\.5 .*: the balance did not change; the provider's ledger shows \+12\.5\./,
    );
    assert.match(text, /Not booked yet −3 .*: the balance fell by 3; the provider's ledger accounts for 0\./);
  });

  it("the panel masks every amount in the chart, the usage, the ledger and its details", async () => {
    const host = new StubHost();
    host.chart = chartOf(Date.now());
    host.usage = providerUsage;
    host.entries = ledgerOf(30, Date.now());
    const stretch = { fromMs: 0, toMs: 1, observed: amountOf("-185.5"), entries: 0, settlesAtMs: 0 };
    host.unexplained = [{ ...stretch, explained: amountOf("-181"), amount: amountOf("-4.5") }];
    const panel = await open({ width: 1000, height: 900, host });
    await panel.showAccounts(
      [richAccount({ details: [], sync: { state: "complete", atMs: 0, entries: 3 } })],
      {
        hideAmounts: true,
      },
    );
    await panel.page.getByRole("note").waitFor();
    const box = await panel.page.locator(".u-over").boundingBox();
    assert.ok(box && box.x < 60, "no room is left for numbers on the axis");
    await panel.page.mouse.move(box.x + 40, box.y + 40);
    assert.doesNotMatch(await panel.page.locator(".hover-card").innerText(), /\d,\d{3}|\.\d/);
    await panel.page.getByRole("button", { name: "Show as table" }).click();
    await panel.page.locator('[aria-rowindex="3"]').click();
    // Icons have numbers in their shapes.
    const page: string = await panel.page.evaluate(
      `[...document.body.querySelectorAll(".codicon svg")].reduce((html, { outerHTML }) => html.replace(outerHTML, ""), document.body.outerHTML)`,
    );
    for (const { amount, balanceAfter } of host.entries) {
      assert.ok(!page.includes(amount.replace("-", "−")), amount);
      assert.ok(!page.includes(Number(balanceAfter).toLocaleString("en", { maximumFractionDigits: 9 })));
    }
    for (const text of ["7,563", "12,874", "4,210", "185.5", "−4.5", "+2,000", "2,962", "0.125"]) {
      assert.ok(!page.includes(text), text);
    }
    assert.match(await panel.page.getByRole("dialog").innerText(), /•••/);
  });

  it("the panel restores account, span, period, filters and order after a reload", async () => {
    const { panel, host, lastQuery } = await openLedger(open, 300);
    host.chart = chartOf(Date.now());
    await panel.page.getByRole("radio", { name: "30 d" }).check();
    await panel.page.getByRole("radio", { name: "Year" }).check();
    await panel.page.getByRole("combobox", { name: "Type" }).selectOption("Credit");
    await panel.page.getByRole("combobox", { name: "Order" }).selectOption("Oldest first");
    await panel.page.getByRole("textbox", { name: "Search ledger" }).fill("pay_");
    await panel.page.getByRole("textbox", { name: "Search ledger" }).blur();
    await panel.page.reload();
    await panel.showAccounts([accountOf(), richAccount()]);
    await panel.post({ kind: "show", accountId: "rich-utilities" });
    await panel.page.locator('[aria-rowindex="2"]').waitFor();
    assert.equal(await panel.page.getByRole("radio", { name: "30 d" }).isChecked(), true);
    assert.equal(await panel.page.getByRole("radio", { name: "Year" }).isChecked(), true);
    assert.equal(await panel.page.getByRole("textbox", { name: "Search ledger" }).inputValue(), "pay_");
    assert.deepEqual(await lastQuery(), {
      accountId: "rich-utilities",
      type: "credit",
      text: "pay_",
      timeZone: systemTimeZone(),
      order: "oldest",
      limit: 100,
    });
  });

  it("the panel ignores a saved state that is not its own", async () => {
    const panel = await open();
    await panel.page.evaluate(
      'sessionStorage.setItem("state", JSON.stringify({ accountId: 7, ledger: "x" }))',
    );
    await panel.page.reload();
    await panel.showAccounts([accountOf()]);
    assert.equal(await panel.page.getByRole("heading", { level: 1 }).innerText(), "Poof");
  });
});
