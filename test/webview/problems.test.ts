import assert from "node:assert/strict";
import type { Problem } from "../../src/core/accounts/accountState.ts";
import { accountOf, fromNow } from "./helpers/panelAccounts.ts";
import type { PanelPage } from "./helpers/panelPage.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

describe("problems in the panel", () => {
  const open = panelSuite();

  async function openWith(problem: Problem): Promise<PanelPage> {
    const panel = await open();
    await panel.showAccounts([accountOf({ problem, stale: true })]);
    return panel;
  }

  for (const kind of ["keyMissing", "keyRejected", "blockedOrigin"] as const) {
    it(`the panel offers to enter the key for ${kind}`, async () => {
      const panel = await openWith({ kind, message: "What happened." });
      assert.match(await panel.page.getByRole("status").innerText(), /What happened\./);
      await panel.page.getByRole("button", { name: "Enter key" }).click();
      assert.deepEqual((await panel.postedMessages()).at(-1), { kind: "setKey", accountId: "poof" });
    });
  }

  it("the panel offers to retry one account for other problems, and keeps its last values", async () => {
    const panel = await openWith({ kind: "unreachable", message: "No connection." });
    await panel.page.getByRole("button", { name: "Try again" }).press("Enter");
    assert.deepEqual((await panel.postedMessages()).at(-1), { kind: "refresh", accountId: "poof" });
    assert.match(await panel.page.getByRole("region", { name: "Meters" }).innerText(), /3,766 credits left/);
  });

  it("the panel shows the retry time instead of a retry button that would not help", async () => {
    const retryAt = fromNow(30_000);
    const panel = await openWith({ kind: "rateLimited", message: "Too many requests.", retryAt });
    const time = new Date(retryAt).toLocaleTimeString("en", { timeStyle: "short", timeZone: "UTC" });
    const text = (await panel.page.getByRole("status").innerText()).replaceAll("\u202f", " ");
    assert.match(text, new RegExp(`next read after .*${time.replaceAll("\u202f", " ")}`));
    assert.equal(await panel.page.getByRole("button", { name: "Try again" }).count(), 0);
    await panel.showAccounts([
      accountOf({ problem: { kind: "rateLimited", message: "Wait.", retryAt: fromNow(-1) } }),
    ]);
    assert.equal(await panel.page.getByRole("button", { name: "Try again" }).count(), 1);
  });

  it("the panel says that an account is blocked", async () => {
    const panel = await open();
    await panel.showAccounts([accountOf({ isBlocked: true, level: "empty" })]);
    assert.match(await panel.page.getByRole("status").innerText(), /refusing requests from this account/);
  });

  it("the panel shows no problem when there is none", async () => {
    const panel = await open();
    await panel.showAccounts([accountOf()]);
    assert.equal((await panel.page.getByRole("status").innerText()).trim(), "");
  });
});
