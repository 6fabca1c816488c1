import { commands, type ExtensionContext, ViewColumn, window } from "vscode";

const nonce = "bench";

/** A page with one word, which the host's answer replaces; high enough to be scrolled. */
const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy"
  content="default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'">
<title>Empty</title>
<style nonce="${nonce}">body { height: 1000000px; }</style>
</head>
<body>
<p id="word">Ready</p>
<script nonce="${nonce}">
const host = acquireVsCodeApi();
const word = document.getElementById("word");
addEventListener("message", ({ data }) => { if (typeof data === "string") word.textContent = data; });
addEventListener("ask", ({ detail }) => host.postMessage(detail));
</script>
</body>
</html>`;

export function activate(context: ExtensionContext): void {
  const open = () => {
    const { webview } = window.createWebviewPanel("emptyWebview", "Empty", ViewColumn.Active);
    webview.options = { enableScripts: true, localResourceRoots: [] };
    webview.onDidReceiveMessage((question: unknown) => webview.postMessage(question));
    webview.html = page;
  };
  context.subscriptions.push(commands.registerCommand("emptyWebview.open", open));
}
