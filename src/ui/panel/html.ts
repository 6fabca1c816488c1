import { randomBytes } from "node:crypto";
import type { InitialData } from "../../protocol/messages.ts";

/** JSON that cannot end the `<script>` it stands in, whatever texts it holds. */
export function escapeForScript(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}

export interface PanelAssets {
  readonly script: string;
  readonly style: string;
}

/**
 * The panel's page, which loads nothing: its one script and its styles are in it, by nonce. A request each
 * would go through VS Code's own window and take as long as the rest of the opening.
 */
export function panelHtml({ script, style }: PanelAssets, language: string, boot?: InitialData): string {
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
${boot ? `<script type="application/json" id="boot">${escapeForScript(boot)}</script>` : ""}
<script nonce="${nonce}">${inertScript(script)}</script>
</body>
</html>`;
}

/** In strings, templates and patterns, the only places where a script has them, these mean the same escaped. */
function inertScript(script: string): string {
  return script.replace(/<(?=!--|\/?script)/gi, "\\x3c");
}
