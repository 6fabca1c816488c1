import { randomBytes } from "node:crypto";
import type { InitialData } from "../../protocol/messages.ts";

/** JSON that cannot end the `<script>` element around it, whatever texts it contains. */
export function escapeForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

export interface PanelAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * The panel's page. It loads nothing: its script and its styles are inline, allowed by a nonce. Requests for
 * them would go through VS Code's own window and take as long as everything else together.
 */
export function panelHtml(
  { script, style }: PanelAssets,
  language: string,
  initialData?: InitialData,
): string {
  const nonce = randomBytes(16).toString("base64url");
  const policy = [
    "default-src 'none'; base-uri 'none'; form-action 'none'",
    `style-src 'nonce-${nonce}'`,
    "img-src data:",
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!doctype html>
<html lang="${language.replace(/[^\w-]/g, "")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Credit Monitor</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
${initialData ? `<script type="application/json" id="initial-data">${escapeForScript(initialData)}</script>` : ""}
<script nonce="${nonce}">${escapeScript(script)}</script>
</body>
</html>`;
}

/** Escapes what would end the script element. Scripts have it only in strings, templates and regular expressions. */
function escapeScript(script: string): string {
  return script.replace(/<(?=!--|\/?script)/gi, "\\x3c");
}
