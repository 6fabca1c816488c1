import "./app/fixBrowserLocale.ts";
import "./main.css";
import * as z from "zod/mini";
import { toPanel } from "../protocol/toWebviewSchema.ts";
import { PanelRoot } from "./app/app.ts";
import { readBoot } from "./app/initialData.ts";
import { connectVscodeHost } from "./app/vscodeApi.ts";
import { BalanceHistory } from "./chart/section.ts";
import { AccountTabs } from "./controls/accountTabs.ts";
import { EntryDetails } from "./ledger/details.ts";
import { LedgerGrid } from "./ledger/grid.ts";
import { LedgerSection } from "./ledger/section.ts";
import { UsageSection } from "./usage/section.ts";

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
