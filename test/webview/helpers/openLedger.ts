import type { Locator } from "playwright-core";
import type { LedgerQuery } from "../../../src/core/ledger/ledgerEntry.ts";
import type { PanelAccount } from "../../../src/protocol/panelState.ts";
import { ledgerOf } from "./ledgerOf.ts";
import type { PanelPage, PanelView } from "./panelPage.ts";
import { richAccount } from "./richAccount.ts";
import { StubHost } from "./stubHost.ts";

export interface OpenLedger {
  readonly panel: PanelPage;
  readonly host: StubHost;
  readonly grid: Locator;
  /** The `aria-rowindex` of the focused row. */
  focusedRow(): Promise<number>;
  /** Scrolls an entry to the top of the view, as the scroll bar does. */
  scrollTo(entry: number): Promise<void>;
  lastQuery(): Promise<LedgerQuery>;
}

/** Opens the panel on an account with a ledger of `count` entries. */
export async function openLedger(
  open: (view?: PanelView) => Promise<PanelPage>,
  count: number,
  account: PanelAccount = richAccount(),
): Promise<OpenLedger> {
  const host = new StubHost();
  host.entries = ledgerOf(count, Date.now());
  const panel = await open({ width: 1100, height: 800, host });
  await panel.showAccounts([account]);
  const grid = panel.page.getByRole("grid", { name: "Ledger" });
  await grid.locator('[aria-rowindex="2"]:not([aria-busy])').waitFor();
  return {
    panel,
    host,
    grid,
    focusedRow: async () => Number(await panel.page.locator(":focus").getAttribute("aria-rowindex")),
    scrollTo: async (entry) => {
      await panel.page.evaluate(`{
        const body = document.querySelector(".grid-body");
        body.scrollTop = ${entry} * document.querySelector(".grid-body .row").offsetHeight;
        new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      }`);
    },
    lastQuery: async () => {
      const last = (await panel.requests("ledger")).at(-1);
      if (!last) throw new Error("The panel has not requested the ledger.");
      return last;
    },
  };
}
