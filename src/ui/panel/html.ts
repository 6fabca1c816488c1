import { randomBytes } from "node:crypto";
import { deflateRaw } from "node:zlib";

/** The texts of the panel's page, which are the same for every page. `style` and `script` are packed. */
export interface PanelAssets {
  readonly unpack: string;
  readonly style: string;
  readonly script: string;
}

/**
 * A text as base64 of raw DEFLATE, a third of its size. On its way into the page, VS Code copies and parses it several
 * times, which takes longer than to unpack it there.
 */
export function pack(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    deflateRaw(text, (error, packed) => (error ? reject(error) : resolve(packed.toString("base64"))));
  });
}

/**
 * The panel's page. It loads nothing: its script and its styles are inline, allowed by a nonce. Requests for
 * them would go through VS Code's own window and take as long as everything else together. `data` is packed JSON.
 */
export function panelHtml({ unpack, style, script }: PanelAssets, language: string, data?: string): string {
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
</head>
<body>
${packedElement("style", style)}
${packedElement("script", script)}
${data === undefined ? "" : packedElement("data", data)}
<script nonce="${nonce}">${unpack}</script>
</body>
</html>`;
}

/** Base64 cannot end the element, whatever texts are packed in it. */
function packedElement(name: string, packed: string): string {
  return `<script type="text/plain" id="packed-${name}">${packed}</script>`;
}
