import { type Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from "vscode";
import { agentToolName } from "../ids.ts";
import type { OpenDesk } from "./desk.ts";

/** Lets agents ask whether there is enough before a big job. */
export function registerAgentTool(openDesk: OpenDesk): Disposable {
  return lm.registerTool(agentToolName, {
    invoke: async ({ input }) => {
      const { creditsAnswer } = await import("./commandHandlers.ts");
      const answer = await creditsAnswer(await openDesk(), input);
      return new LanguageModelToolResult([new LanguageModelTextPart(answer)]);
    },
  });
}
