import { env, l10n, window } from "vscode";
import type { CommandContext } from "../context/commandContext.ts";
import { diagnosticsText } from "../diagnostics/diagnosticsText.ts";

/** Puts a redacted report on the clipboard: enough to help, safe to paste. */
export async function copyDiagnostics(context: CommandContext, value: unknown): Promise<string> {
  const text = await diagnosticsText(context);
  await env.clipboard.writeText(text);
  if (value === undefined) {
    void window.showInformationMessage(
      l10n.t(
        "Diagnostics were copied. No key, name or amount is in them: paste them where you ask for help.",
      ),
    );
  }
  return text;
}
