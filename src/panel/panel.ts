import "./panel.css";
import "@vscode-elements/elements/dist/vscode-button/index.js";
import * as z from "zod/mini";
import { toPanel } from "../core/toPanel.ts";
import { AccountTabs } from "./accountTabs.ts";
import { PanelRoot } from "./panelRoot.ts";
import { connectVscodeHost } from "./vscodeHost.ts";

// The page's policy forbids eval, and zod would try it.
z.config({ jitless: true });

customElements.define("account-tabs", AccountTabs);
customElements.define("panel-root", PanelRoot);

const host = connectVscodeHost();
const root = new PanelRoot();
root.host = host;
root.wantedId = host.recall().accountId;

window.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
  const message = toPanel.safeParse(data);
  if (message.success) root.receive(message.data);
});

document.body.append(root);
host.post({ kind: "ready" });
