import type { LedgerQuery } from "./history.ts";
import type { ToPanel } from "./panelMessages.ts";
import type { PanelAnswer } from "./panelQuestions.ts";

/** What the panel's page is born with, so that nothing has to be asked before something is seen. */
export interface PanelBoot {
  readonly state: ToPanel;
  /** The first page of the ledger that it most likely opens on. */
  readonly ledger?: { readonly query: LedgerQuery; readonly answer: PanelAnswer };
}
