import { existsSync, realpathSync } from "node:fs";
import path from "node:path";
import { UserError } from "../helpers/cleanUp.ts";
import { log } from "../helpers/log.ts";
import { chooseBrowser } from "./browser.ts";
import { installCodeServer, installOldestCodeServer } from "./codeServerPackage.ts";
import { downloadedHost, installedHost } from "./desktop.ts";
import { type Host, type ServedHost, versions } from "./host.ts";

const advice = `No VS Code was found. Any one of these helps:
  - install VS Code and set CREDIT_MONITOR_VSCODE to its executable (on Linux without a display also: xvfb)
  - allow the downloads of @vscode/test-electron (on Linux without a display also: xvfb)
  - allow npm to install code-server, and set CREDIT_MONITOR_BROWSER to a Chromium where npm ships none`;

const maxReasonLines = 5;

/** The VS Code for tests and demo. Prints each choice; throws what was tried when there is none. */
export async function chooseHost(): Promise<Host> {
  const failed: string[] = [];
  for (const [name, find] of choices()) {
    log(`VS Code: trying ${name}`);
    try {
      const host = await find();
      log(`VS Code: using ${host.name}${host.kind === "served" ? ` in ${host.browser.name}` : ""}`);
      return host;
    } catch (error) {
      const lines = (error instanceof Error ? error.message : String(error)).split("\n", maxReasonLines);
      failed.push(`  - ${name}: ${lines.join("\n    ")}`);
      log(`VS Code: not ${name}: ${lines[0]}`);
    }
  }
  throw new UserError(`${advice}\nTried:\n${failed.join("\n")}`);
}

function choices(): readonly (readonly [name: string, find: () => Promise<Host>])[] {
  const named = process.env.CREDIT_MONITOR_VSCODE;
  // A person who names a host wants that one, not another that happens to work.
  if (named) return [[named, () => namedHost(named)]];
  const npmName = `code-server ${versions.codeServer} from npm`;
  return [
    ["@vscode/test-electron", downloadedHost],
    [npmName, () => servedHost(npmName, installCodeServer())],
  ];
}

/** The oldest supported VS Code, in the Node that it has on a desktop. */
export async function oldestHost(): Promise<ServedHost> {
  const name = `code-server ${versions.oldestCodeServer} from npm, in Node ${versions.oldestNode}`;
  const host = await servedHost(name, installOldestCodeServer(), false);
  log(`VS Code: using ${host.name} in ${host.browser.name}`);
  return host;
}

/** The host at a path: a code-server or its entry file, or a desktop VS Code or its command. */
async function namedHost(file: string): Promise<Host> {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  const real = realpathSync(file);
  if (/\.[cm]?js$/.test(real)) return await servedHost(file, [process.execPath, real]);
  if (/code-server/.test(path.basename(real))) return await servedHost(file, [real]);
  return installedHost(real);
}

async function servedHost(
  name: string,
  command: ServedHost["command"] | Promise<ServedHost["command"]>,
  hasServerOptions = true,
): Promise<ServedHost> {
  const [ready, browser] = await Promise.all([command, chooseBrowser()]);
  return { kind: "served", name, command: ready, hasServerOptions, browser };
}
