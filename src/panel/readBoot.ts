import { panelAnswer } from "../core/panelAnswer.ts";
import type { PanelBoot } from "../core/panelBoot.ts";
import { toPanel } from "../core/toPanel.ts";

/** What the host wrote into the page; nothing where it is not there or not as it should be. */
export function readBoot(): PanelBoot | undefined {
  const text = document.getElementById("boot")?.textContent;
  if (!text) return undefined;
  const { state, ledger } = parsed(text);
  const told = toPanel.safeParse(state);
  if (!told.success) return undefined;
  const answer = panelAnswer.safeParse(ledger?.answer);
  return ledger && answer.success
    ? { state: told.data, ledger: { query: ledger.query, answer: answer.data } }
    : { state: told.data };
}

function parsed(text: string): Partial<PanelBoot> {
  try {
    return JSON.parse(text) as Partial<PanelBoot>;
  } catch {
    return {};
  }
}
