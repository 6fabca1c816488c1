import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { root } from "../../../../scripts/support/root.ts";
import themes from "./themes.json" with { type: "json" };

export type Theme = keyof typeof themes;

export interface PanelServer extends AsyncDisposable {
  readonly origin: string;
}

const types: Readonly<Record<string, string>> = {
  ".css": "text/css",
  ".js": "text/javascript",
  ".ttf": "font/ttf",
};

// What VS Code gives a webview, as far as the panel uses it; the state lives as long as the tab does.
const vscodeStandIn = `
  window.sent = [];
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      window.sent.push(message);
      if (message.kind === "ask") window.toHost?.(message);
    },
    getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null"),
    setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
  });`;

/** Serves the built panel on loopback under the content security policy that the extension sets. */
export async function startPanelServer(): Promise<PanelServer> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    answer(pathname.slice(1), searchParams.get("boot") ?? "", response).catch(() =>
      response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

async function answer(name: string, boot: string, response: ServerResponse): Promise<void> {
  if (isTheme(name)) return servePage(name, boot, response);
  if (isTheme(name.replace(".css", ""))) {
    response
      .writeHead(200, { "content-type": "text/css" })
      .end(themeSheet(name.replace(".css", "") as Theme));
    return;
  }
  const body = await readFile(path.join(root, "dist", "panel", path.basename(name)));
  response.writeHead(200, { "content-type": types[path.extname(name)] ?? "text/plain" }).end(body);
}

function servePage(theme: Theme, boot: string, response: ServerResponse): void {
  const nonce = randomUUID();
  const policy = `default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; script-src 'nonce-${nonce}'`;
  response.writeHead(200, { "content-type": "text/html", "content-security-policy": policy });
  response.end(`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8">
        <title>Credit Monitor</title>
        <link rel="stylesheet" href="/${theme}.css">
        <link rel="stylesheet" href="/codicon.css" id="vscode-codicon-stylesheet">
        <link rel="stylesheet" href="/panel.css">
        <script nonce="${nonce}">${vscodeStandIn}</script>
      </head>
      <body class="${themes[theme].bodyClass}">
        ${boot === "" ? "" : `<script type="application/json" id="boot">${boot}</script>`}
        <script nonce="${nonce}" src="/panel.js"></script>
      </body>
    </html>`);
}

function themeSheet(theme: Theme): string {
  const lines = Object.entries(themes[theme].variables).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `:root { --vscode-font-family: system-ui, sans-serif; --vscode-font-size: 13px; ${lines.join(" ")} }`;
}

function isTheme(name: string): name is Theme {
  return Object.hasOwn(themes, name);
}
