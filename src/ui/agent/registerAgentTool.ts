import { type Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from "vscode";
import type { LoadCommandContext } from "../context/commandContext.ts";
import { agentToolName } from "../context/constants.ts";

/** Lets agents ask whether there is enough before a big job. */
export function registerAgentTool(loadCommandContext: LoadCommandContext): Disposable {
  return lm.registerTool(agentToolName, {
    invoke: async ({ input }) => {
      const { creditsAnswer } = await import("../commandHandlers.lazy.ts");
      const answer = await creditsAnswer(await loadCommandContext(), input);
      return new LanguageModelToolResult([new LanguageModelTextPart(answer)]);
    },
  });
}
