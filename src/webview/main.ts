import "./app/fixBrowserLocale.ts";
import "./main.css";
import * as z from "zod/mini";
import { systemTimeZone } from "../core/time/timeZone.ts";
import type { InitialData } from "../protocol/messages.ts";
import { initialDataSchema, toWebviewSchema } from "../protocol/toWebviewSchema.ts";
import { PanelRoot } from "./app/app.ts";
import { connectVscodeHost } from "./app/vscodeApi.ts";
import { ChartSection } from "./chart/chartSection.ts";
import { AccountTabs } from "./controls/accountTabs.ts";
import { EntryDetails } from "./ledger/details.ts";
import { LedgerGrid } from "./ledger/grid.ts";
import { LedgerSection } from "./ledger/ledgerSection.ts";
import { AccountsOverview } from "./overview/overview.ts";
import { StatementDialog } from "./statement/statementDialog.ts";
import { UsageSection } from "./usage/usageSection.ts";

// The page's content security policy forbids eval, which zod would try.
z.config({ jitless: true });

customElements.define("account-tabs", AccountTabs);
customElements.define("accounts-overview", AccountsOverview);
customElements.define("chart-section", ChartSection);
customElements.define("usage-section", UsageSection);
customElements.define("ledger-grid", LedgerGrid);
customElements.define("entry-details", EntryDetails);
customElements.define("statement-dialog", StatementDialog);
customElements.define("ledger-section", LedgerSection);
customElements.define("panel-root", PanelRoot);

const host = connectVscodeHost();
const root = new PanelRoot();
root.host = host;
root.viewState = host.getState();
const initialData = readInitialData();
if (initialData) root.start(initialData);

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = toWebviewSchema.safeParse(data);
  if (message.success) root.receive(message.data);
});

document.body.append(root);
host.post({ kind: "ready", hasInitialData: initialData !== undefined, timeZone: systemTimeZone() });

/** What the host wrote into the page; `undefined` where it is missing or malformed. */
function readInitialData(): InitialData | undefined {
  const text = document.getElementById("initial-data")?.textContent;
  try {
    return initialDataSchema.safeParse(JSON.parse(text ?? "")).data;
  } catch {
    return undefined;
  }
}
