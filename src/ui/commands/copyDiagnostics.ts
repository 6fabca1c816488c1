import { env, window } from "vscode";
import { type DiagnosticsContext, diagnosticsText } from "../diagnostics/diagnosticsText.ts";
import { l10n } from "../text/l10n.ts";

/** Copies a report that helps with a problem and is safe to publish. Resolves to its text. */
export async function copyDiagnostics(context: DiagnosticsContext, value: unknown): Promise<string> {
  const text = await diagnosticsText(context);
  await env.clipboard.writeText(text);
  if (value === undefined) {
    void window.showInformationMessage(l10n.t("Diagnostics copied (no keys, names or amounts)."));
  }
  return text;
}
