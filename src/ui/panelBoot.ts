import type { PanelBoot } from "../core/panelBoot.ts";
import type { Desk } from "./desk.ts";
import { panelAnswer } from "./panelAnswers.ts";
import { panelState } from "./panelState.ts";

const firstPage = { order: "newest", limit: 100 } as const;

/** The state, and the ledger of the account that the panel opens on: the named one, else the first. */
export async function panelBoot(desk: Desk, wantedId: string | undefined): Promise<PanelBoot> {
  const state = await panelState(desk);
  const opened = desk.accounts.find(wantedId ?? "") ?? desk.accounts.statuses()[0];
  if (!opened) return { state };
  const query = { accountId: opened.account.id, ...firstPage };
  return { state, ledger: { query, answer: await panelAnswer(desk, { kind: "ledger", query }) } };
}
