import { env } from "vscode";
import type { Desk } from "../desk.ts";
import { diagnosticsText } from "../diagnosticsText.ts";

/** Puts a redacted report on the clipboard: enough to help, safe to paste. */
export async function copyDiagnostics(desk: Desk): Promise<string> {
  const text = diagnosticsText(desk);
  await env.clipboard.writeText(text);
  return text;
}
