import type { PanelState } from "./messages.ts";
import type { PanelAnswer, PanelQuestion } from "./panelQuestions.ts";

/** What the panel's page is born with, so that nothing has to be asked before all is seen. */
export interface PanelBoot {
  readonly state: PanelState;
  /** Where it opens, unless the page remembers another. */
  readonly accountId?: string;
  /** What it asks first about that account, answered. */
  readonly answers: readonly { readonly question: PanelQuestion; readonly answer: PanelAnswer }[];
}
