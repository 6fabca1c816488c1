import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { root } from "../../../scripts/helpers/root.ts";
import { type PanelAssets, pack, panelHtml } from "../../../src/ui/panel/html.ts";
import themes from "./themes.json" with { type: "json" };

export type Theme = keyof typeof themes;

export interface PanelServer extends AsyncDisposable {
  /** The address of a page in a theme; `initialData` is JSON, or empty. */
  address(theme: Theme, initialData: string): string;
}

// What VS Code gives a webview, as far as the panel uses it; the state lives until another page is opened.
const vscodeStandIn = `
  if (performance.getEntriesByType("navigation")[0]?.type === "navigate") sessionStorage.clear();
  window.sent = [];
  window.violations = [];
  document.addEventListener("securitypolicyviolation", (event) => window.violations.push(event.violatedDirective));
  window.acquireVsCodeApi = () => ({
    postMessage: (message) => {
      window.sent.push(message);
      if (message.kind === "request") window.toHost?.(message);
    },
    getState: () => JSON.parse(sessionStorage.getItem("state") ?? "null"),
    setState: (state) => sessionStorage.setItem("state", JSON.stringify(state)),
  });`;

/** Serves the built panel on loopback under the content security policy that the extension sets. */
export async function startPanelServer(): Promise<PanelServer> {
  const initialDataByIndex: string[] = [];
  const assets = await readAssets();
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? "/", "http://localhost");
    const initialData = initialDataByIndex[Number(search.slice(1))] ?? "";
    serve(pathname.slice(1), assets, initialData, response).catch(() => response.writeHead(404).end());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: (theme, initialData) =>
      `http://127.0.0.1:${port}/${theme}?${initialDataByIndex.push(initialData) - 1}`,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  };
}

async function serve(
  name: string,
  assets: PanelAssets,
  initialData: string,
  response: ServerResponse,
): Promise<void> {
  if (isTheme(name)) return await servePage(name, assets, initialData, response);
  const theme = name.replace(".css", "");
  if (!isTheme(theme)) return void response.writeHead(404).end();
  response.writeHead(200, { "content-type": "text/css" }).end(themeSheet(theme));
}

async function readAssets(): Promise<PanelAssets> {
  const read = (name: string) => readFile(path.join(root, "dist", "webview", name), "utf8");
  return {
    unpack: await read("unpack.js"),
    style: await pack(await read("main.css")),
    script: await pack(await read("main.js")),
  };
}

/** The extension's own page, with what VS Code adds to it: the theme and the API. */
async function servePage(
  theme: Theme,
  assets: PanelAssets,
  initialData: string,
  response: ServerResponse,
): Promise<void> {
  const page = panelHtml(assets, "en", initialData === "" ? undefined : await pack(initialData));
  const nonce = /nonce-([\w-]+)/.exec(page)?.[1];
  response.writeHead(200, { "content-type": "text/html" });
  response.end(
    page
      .replace("style-src ", "style-src 'self' ")
      .replace(
        "</head>",
        () =>
          `<link rel="stylesheet" href="/${theme}.css"><script nonce="${nonce}">${vscodeStandIn}</script></head>`,
      )
      .replace("<body>", () => `<body class="${themes[theme].bodyClass}">`),
  );
}

function themeSheet(theme: Theme): string {
  const lines = Object.entries(themes[theme].variables).map(([name, value]) => `--vscode-${name}: ${value};`);
  return `:root { --vscode-font-family: system-ui, sans-serif; --vscode-font-size: 13px; ${lines.join(" ")} }`;
}

function isTheme(name: string): name is Theme {
  return Object.hasOwn(themes, name);
}
