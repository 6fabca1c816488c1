import { type Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from "vscode";
import type { OpenDesk } from "../context/commandContext.ts";
import { agentToolName } from "../context/constants.ts";

/** Lets agents ask whether there is enough before a big job. */
export function registerAgentTool(openDesk: OpenDesk): Disposable {
  return lm.registerTool(agentToolName, {
    invoke: async ({ input }) => {
      const { creditsAnswer } = await import("../commandHandlers.ts");
      const answer = await creditsAnswer(await openDesk(), input);
      return new LanguageModelToolResult([new LanguageModelTextPart(answer)]);
    },
  });
}
