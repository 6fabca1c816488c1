import { randomBytes } from "node:crypto";
import { Uri, type Webview } from "vscode";
import { inertJson } from "../core/inertJson.ts";
import type { PanelBoot } from "../core/panelBoot.ts";

/** The panel's page: one script by nonce, our own styles and fonts, nothing else. */
export function panelHtml(webview: Webview, extensionUri: Uri, language: string, boot?: PanelBoot): string {
  const asset = (name: string) => webview.asWebviewUri(Uri.joinPath(panelFolder(extensionUri), name));
  const nonce = randomBytes(16).toString("base64url");
  const policy = [
    "default-src 'none'; base-uri 'none'; form-action 'none'",
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data:`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!doctype html>
<html lang="${language.replace(/[^\w-]/g, "")}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Credit Monitor</title>
<link rel="stylesheet" href="${asset("codicon.css")}" id="vscode-codicon-stylesheet">
<link rel="stylesheet" href="${asset("panel.css")}">
</head>
<body>
${boot ? `<script type="application/json" id="boot">${inertJson(boot)}</script>` : ""}
<script nonce="${nonce}" src="${asset("panel.js")}"></script>
</body>
</html>`;
}

/** The only folder that the panel may load from. */
export function panelFolder(extensionUri: Uri): Uri {
  return Uri.joinPath(extensionUri, "dist", "panel");
}
