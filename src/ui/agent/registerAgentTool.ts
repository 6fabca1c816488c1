import { type Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from "vscode";
import type { LoadCommandHandlers } from "../commandHandlers.lazy.ts";
import { agentToolName } from "../context/ids.ts";

/** Registers the tool by which an agent asks whether an account has enough credits for a job. */
export function registerAgentTool(loadHandlers: LoadCommandHandlers): Disposable {
  return lm.registerTool(agentToolName, {
    invoke: async ({ input }) => {
      const answer = await (await loadHandlers()).answerCreditCheck(input);
      return new LanguageModelToolResult([new LanguageModelTextPart(answer)]);
    },
  });
}
