import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { amountOf } from "../../src/core/money/amount.ts";
import { dayMs } from "../../src/core/time/durations.ts";
import type { PanelAccount } from "../../src/protocol/panelState.ts";
import { chartOf } from "./helpers/chartOf.ts";
import { ledgerOf } from "./helpers/ledgerOf.ts";
import { manyAccounts } from "./helpers/manyAccounts.ts";
import { accountOf, fiveAccounts, fromNow, meterOf } from "./helpers/panelAccounts.ts";
import type { PanelPage } from "./helpers/panelPage.ts";
import { panelSuite } from "./helpers/panelSuite.ts";
import { richAccount } from "./helpers/richAccount.ts";
import { StubHost } from "./helpers/stubHost.ts";
import { dailyUsageOf, providerUsage } from "./helpers/usageOf.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

describe("accessibility of the panel", () => {
  const open = panelSuite();

  for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
    it(`the panel breaks no rule of WCAG 2 A or AA, and every icon has its picture, in the theme ${theme}`, async () => {
      const host = new StubHost();
      host.chart = chartOf(Date.now());
      host.days = dailyUsageOf(Date.now(), 30);
      host.entries = ledgerOf(400, Date.now());
      const stretch = { fromMs: 0, toMs: 1, observed: amountOf("-185.5"), entries: 0, settlesAtMs: 0 };
      host.unexplained = [{ ...stretch, explained: amountOf("-181"), amount: amountOf("-4.5") }];
      const panel = await open({ theme, width: 1100, height: 900, host });
      await panel.page.evaluate(axe);
      const others = fiveAccounts().slice(1, 2).concat(fiveAccounts().slice(3));
      await panel.showAccounts([guidedAccount(), richAccount(), ...others]);
      assert.deepEqual(await violations(panel), [], "consumption per day");
      // Meters and amounts to choose from, a line to switch, the low-balance warning, the even pace and the forecast.
      await panel.page.getByRole("combobox", { name: "Amount drawn" }).waitFor();
      await panel.page.getByRole("button", { name: "Extra credits" }).click();
      await panel.page.locator(".legend li.pace").waitFor();
      assert.deepEqual(await violations(panel), [], "the chart with its menus and lines");
      host.usage = providerUsage;
      await panel.post({ kind: "show", accountId: "rich-utilities" });
      await panel.page.locator(".endpoints").waitFor();
      await panel.page.locator('[aria-rowindex="4"]').hover();
      assert.deepEqual(await violations(panel), [], "a provider's usage and ledger");
      await panel.page.getByRole("button", { name: "Show as table" }).click();
      assert.deepEqual(await violations(panel), [], "the table");
      await panel.page.setViewportSize({ width: 360, height: 900 });
      assert.deepEqual(await violations(panel), [], "narrow");
      await panel.page.locator('[aria-rowindex="3"]').click();
      assert.deepEqual(await violations(panel), [], "details");
      await panel.page.keyboard.press("Escape");
      host.failure = "The history could not be read.";
      await panel.post({ kind: "show", accountId: "coals" });
      await panel.page.getByText("could not be read").first().waitFor();
      assert.deepEqual(await violations(panel), [], "problems");
      await panel.page.setViewportSize({ width: 600, height: 900 });
      await panel.showAccounts(
        manyAccounts(14).map((account, index) => ({ ...account, isHidden: index === 5 })),
      );
      await panel.post({ kind: "show" });
      await panel.page.getByRole("heading", { name: "Overview" }).waitFor();
      await panel.page.getByText("Hidden on this machine (1)").click();
      assert.deepEqual(await violations(panel), [], "the overview");
      const list = panel.page.getByRole("combobox", { name: "All accounts (13)" });
      await list.selectOption({ index: 12 });
      await list.focus();
      assert.deepEqual(await violations(panel), [], "the list of the tabs that have no room");
      await panel.showAccounts([]);
      assert.deepEqual(await violations(panel), [], "no accounts");
    });
  }
});

/** With all that the page of an account can draw for its person: warning, budget, pools, reset and forecast. */
function guidedAccount(): PanelAccount {
  const nowMs = Date.now();
  return accountOf({
    meters: [
      meterOf({ used: "1234", limit: "5000", held: "12", resetsAt: fromNow(9.3 * dayMs) }),
      meterOf({ id: "extra", label: "Extra credits", remaining: "120" }),
    ],
    floors: { credits: amountOf("500") },
    dailyBudget: amountOf("60"),
    forecast: {
      text: "Lasts about 2–4 days at this rate.",
      band: {
        meterId: "credits",
        earliest: { atMs: nowMs + 2 * dayMs, remaining: 0 },
        latest: { atMs: nowMs + 4 * dayMs, remaining: 0 },
      },
    },
  });
}

async function violations(panel: PanelPage): Promise<readonly string[]> {
  await panel.page.waitForTimeout(200);
  return [...(await blankIcons(panel)), ...(await brokenRules(panel))];
}

/** Icons without a picture. */
async function blankIcons({ page }: PanelPage): Promise<readonly string[]> {
  return await page.evaluate(
    '[...document.querySelectorAll(".codicon")].filter((icon) => !icon.querySelector("svg > path[d]")).map(({ className }) => className)',
  );
}

async function brokenRules({ page }: PanelPage): Promise<readonly string[]> {
  return await page.evaluate(`axe
    .run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
    .then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ": " + target + " " + failureSummary)))`);
}
