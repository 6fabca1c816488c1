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

  it("an account that cannot be read has a mark of its own in its tab and headline, and is never ok", async () => {
    const panel = await open();
    const marked = async (kind: Problem["kind"], level: "unknown" | "low") => {
      await panel.showAccounts([
        accountOf({ level, problem: { kind, message: "What happened." }, stale: true }),
      ]);
      const icons = panel.page.locator(".tab .level-icon, .headline .level-icon");
      const names = await icons.evaluateAll((all) => all.map((icon) => icon.getAttribute("class")));
      return {
        names: names.map((name) => name?.replace("level-icon ", "")),
        tab: (await panel.page.getByRole("tab").innerText()).split(/\s*\n\s*/).at(-1),
        headline: await panel.page.locator(".headline .level").innerText(),
      };
    };
    assert.deepEqual(await marked("providerError", "unknown"), {
      names: ["failing", "failing"],
      tab: "Cannot be read",
      headline: "Cannot be read",
    });
    assert.deepEqual(await marked("keyRejected", "unknown"), {
      names: ["needsUser", "needsUser"],
      tab: "Action needed",
      headline: "Action needed",
    });
    assert.deepEqual(await marked("timeout", "low"), {
      names: ["low", "low"],
      tab: "Low, Cannot be read",
      headline: "Low, Cannot be read",
    });
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
