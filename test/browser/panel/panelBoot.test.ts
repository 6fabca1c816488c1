import assert from "node:assert/strict";
import { inertJson } from "../../../src/core/inertJson.ts";
import type { PanelBoot } from "../../../src/core/panelBoot.ts";
import { ledgerOf } from "./support/ledgerOf.ts";
import { panelSuite } from "./support/panelSuite.ts";
import { panelWords } from "./support/panelWords.ts";
import { richAccount } from "./support/richAccount.ts";

const hostile = "</script><img src=x onerror=\"document.title='owned'\"><!--";

/** A page's first words: an account, and five entries of its ledger. */
function bootOf(description: string): PanelBoot {
  const account = richAccount();
  const entries = ledgerOf(5, Date.now()).map((entry) => ({ ...entry, description }));
  return {
    state: {
      kind: "state",
      accounts: [account],
      hideAmounts: false,
      history: { isOn: true },
      locale: "en",
      words: panelWords,
    },
    ledger: {
      query: { limit: 100, order: "newest", accountId: account.id },
      answer: { kind: "ledger", entries, total: 5 },
    },
  };
}

describe("panel at birth", () => {
  const open = panelSuite();

  it("shows the account and its ledger before the host has said a word", async () => {
    const panel = await open({ boot: inertJson(bootOf("Born with it")) });
    const grid = panel.page.getByRole("grid", { name: "Ledger" });
    await grid.getByText("Born with it").first().waitFor();
    assert.equal(await grid.getAttribute("aria-rowcount"), "6");
    assert.deepEqual(await panel.asked("ledger"), []);
    assert.deepEqual(await panel.violations(), []);
  });

  it("keeps hostile texts in their place", async () => {
    const panel = await open({ boot: inertJson(bootOf(hostile)) });
    await panel.page.getByRole("grid", { name: "Ledger" }).getByText(hostile).first().waitFor();
    assert.equal(await panel.page.title(), "Credit Monitor");
    assert.deepEqual(await panel.violations(), []);
  });

  it("waits for the host where it was born with nothing it can read", async () => {
    const panel = await open({ boot: '{"state":' });
    await panel.show([richAccount()]);
    await panel.page.getByRole("tab", { name: /Rich Utilities/ }).waitFor();
  });
});
