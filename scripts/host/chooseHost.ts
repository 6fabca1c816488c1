import { log } from "../helpers/log.ts";
import { UserError } from "../helpers/userError.ts";
import { codeServerEntry } from "./codeServerEntry.ts";
import { downloadedHost } from "./downloadedHost.ts";
import type { Browser, Host } from "./host.ts";
import { namedHost } from "./namedHost.ts";
import { shippedChromium } from "./shippedChromium.ts";
import { systemBrowser } from "./systemBrowser.ts";

interface Choice {
  readonly name: string;
  readonly take: () => Promise<Host>;
}

const advice = `No VS Code could be had. Any one of these helps:
  - install VS Code and set CREDIT_MONITOR_VSCODE to its executable (on Linux without a display also: xvfb)
  - allow the downloads of @vscode/test-electron (on Linux without a display also: xvfb)
  - allow npm to install code-server, and install Chromium, Chrome or Edge`;

const reasonLines = 5;

/** The VS Code that hosts tests and demo. Says each choice; throws what was tried when there is none. */
export async function chooseHost(): Promise<Host> {
  const tried: string[] = [];
  for (const choice of choices()) {
    log(`VS Code: trying ${choice.name}`);
    try {
      const host = await choice.take();
      log(`VS Code: taking ${choice.name}`);
      return host;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tried.push(`${choice.name}: ${reason.split("\n", reasonLines).join("\n    ")}`);
      log(`VS Code: not ${choice.name}: ${reason.split("\n", 1)[0]}`);
    }
  }
  throw new UserError(`${advice}\nTried:\n${tried.map((line) => `  - ${line}`).join("\n")}`);
}

function choices(): readonly Choice[] {
  const named = process.env.CREDIT_MONITOR_VSCODE;
  // Someone who names a host wants that one, not another that happens to work.
  if (named) return [{ name: named, take: () => namedHost(named, anyBrowser) }];
  return [
    { name: "@vscode/test-electron", take: downloadedHost },
    { name: "code-server from npm", take: servedHost },
  ];
}

async function servedHost(): Promise<Host> {
  const [entry, browser] = await Promise.all([codeServerEntry(), anyBrowser()]);
  return { kind: "served", command: [process.execPath, entry], browser };
}

async function anyBrowser(): Promise<Browser> {
  const browser = systemBrowser() ?? (await shippedChromium());
  log(`browser: ${browser.executable}`);
  return browser;
}
