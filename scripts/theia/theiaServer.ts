import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { StartedProcess } from "../helpers/process.ts";

const startMs = 120_000;
const retryMs = 250;

export interface TheiaServer {
  readonly url: string;
  /** What it printed so far. */
  readonly output: () => string;
}

/** Starts Theia with one extension, for a browser on this machine; it ends with the script. */
export async function startTheia(
  theia: string,
  profile: string,
  folder: string,
  vsix: string,
): Promise<TheiaServer> {
  const config = path.join(profile, "config");
  // Theia unpacks only what is in this folder of its user.
  const plugins = path.join(config, "plugins");
  mkdirSync(plugins, { recursive: true });
  copyFileSync(vsix, path.join(plugins, path.basename(vsix)));
  // Its dialog about trust in the folder would cover the window.
  writeFileSync(
    path.join(config, "settings.json"),
    JSON.stringify({ "security.workspace.trust.enabled": false }),
  );
  const main = path.join(theia, "lib", "backend", "main.js");
  // `localhost`: a webview has an origin of its own below it.
  const args = [main, folder, "--hostname=localhost", "--port=0"];
  const server = new StartedProcess(process.execPath, args, {
    cwd: theia,
    env: { THEIA_CONFIG_DIR: config, HOME: profile },
  });
  let ending = "";
  void server.ended.then((code) => {
    ending = `Theia ended with ${code}`;
  });
  for (const until = Date.now() + startMs; Date.now() < until && ending === ""; await wait(retryMs)) {
    const [, port] = server.output.match(/listening on http:\/\/\S+?:(\d+)/) ?? [];
    if (port !== undefined) return { url: `http://localhost:${port}`, output: () => server.output };
  }
  throw new Error(`${ending || "Theia did not start in time"}:\n${server.output}`);
}
