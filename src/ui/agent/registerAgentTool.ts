import { type Disposable, LanguageModelTextPart, LanguageModelToolResult, lm } from "vscode";
import type { LoadCommandHandlers } from "../commandHandlers.lazy.ts";
import { agentToolName } from "../context/ids.ts";

/** Some editors that run VS Code's extensions have no such tools, or no language models at all. */
export function hasAgentTools(): boolean {
  const models: Partial<typeof lm> | undefined = lm;
  const parts: readonly unknown[] = [models?.registerTool, LanguageModelToolResult, LanguageModelTextPart];
  return parts.every((part) => typeof part === "function");
}

/** Registers the tool by which an agent asks whether an account has enough credits for a job. */
export function registerAgentTool(loadHandlers: LoadCommandHandlers): Disposable {
  if (!hasAgentTools()) return { dispose: () => undefined };
  return lm.registerTool(agentToolName, {
    invoke: async ({ input }) => {
      const { text } = await (await loadHandlers()).answerCreditCheck(input);
      return new LanguageModelToolResult([new LanguageModelTextPart(text)]);
    },
  });
}
