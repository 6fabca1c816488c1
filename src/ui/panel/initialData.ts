import type { InitialData } from "../../protocol/messages.ts";
import { initialRequests } from "../../protocol/requests.ts";
import type { ViewState } from "../../protocol/viewState.ts";
import type { CommandContext } from "../context/commandContext.ts";
import { answerRequest } from "./answerRequest.ts";
import { panelState } from "./state.ts";

/**
 * The state, and what a page asks first about the account that it opens on: the remembered one, else the first.
 * What only the provider can answer is left out.
 */
export async function initialData(context: CommandContext, memory: ViewState): Promise<InitialData> {
  const state = await panelState(context);
  const opened = state.accounts.find(({ id }) => id === memory.accountId) ?? state.accounts[0];
  if (!opened) return { state, answers: [] };
  const provider = context.providerRegistry.find(opened.provider);
  const questions = initialRequests(opened, memory, context.clock.now()).filter(
    ({ kind }) => kind !== "usage" || !provider?.hasUsage,
  );
  const answers = questions.map(async (question) => ({
    question,
    answer: await answerRequest(context, question),
  }));
  return { state, accountId: opened.id, answers: await Promise.all(answers) };
}
