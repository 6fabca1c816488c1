import "./soundLanguage.ts";
import "./panel.css";
import * as z from "zod/mini";
import { toPanel } from "../core/toPanel.ts";
import { AccountTabs } from "./accountTabs.ts";
import { BalanceHistory } from "./chart/balanceHistory.ts";
import { EntryDetails } from "./ledger/entryDetails.ts";
import { LedgerGrid } from "./ledger/ledgerGrid.ts";
import { LedgerSection } from "./ledger/ledgerSection.ts";
import { PanelRoot } from "./panelRoot.ts";
import { readBoot } from "./readBoot.ts";
import { UsageSection } from "./usage/usageSection.ts";
import { connectVscodeHost } from "./vscodeHost.ts";

// The page's policy forbids eval, and zod would try it.
z.config({ jitless: true });

customElements.define("account-tabs", AccountTabs);
customElements.define("balance-history", BalanceHistory);
customElements.define("usage-section", UsageSection);
customElements.define("ledger-grid", LedgerGrid);
customElements.define("entry-details", EntryDetails);
customElements.define("ledger-section", LedgerSection);
customElements.define("panel-root", PanelRoot);

const host = connectVscodeHost();
const root = new PanelRoot();
root.host = host;
root.memory = host.recall();
const boot = readBoot();
if (boot) root.begin(boot);

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = toPanel.safeParse(data);
  if (message.success) root.receive(message.data);
});

document.body.append(root);
host.post({ kind: "ready", isBorn: boot !== undefined });
