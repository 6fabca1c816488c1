import type { PanelBoot } from "../../protocol/messages.ts";
import { firstQuestions } from "../../protocol/requests.ts";
import type { PanelMemory } from "../../protocol/viewState.ts";
import type { Desk } from "../context/commandContext.ts";
import { panelAnswer } from "./answerRequest.ts";
import { panelState } from "./state.ts";

/**
 * The state, and what a page asks first about the account that it opens on: the remembered one, else the first.
 * What only the provider can answer is left out.
 */
export async function panelBoot(desk: Desk, memory: PanelMemory): Promise<PanelBoot> {
  const state = await panelState(desk);
  const opened = state.accounts.find(({ id }) => id === memory.accountId) ?? state.accounts[0];
  if (!opened) return { state, answers: [] };
  const provider = desk.providers.find(opened.provider);
  const questions = firstQuestions(opened, memory, desk.clock.now()).filter(
    ({ kind }) => kind !== "usage" || !provider?.hasUsage,
  );
  const answers = questions.map(async (question) => ({
    question,
    answer: await panelAnswer(desk, question),
  }));
  return { state, accountId: opened.id, answers: await Promise.all(answers) };
}
