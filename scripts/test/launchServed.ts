import { root } from "../helpers/root.ts";
import type { ServedHost } from "../host/host.ts";
import { startCodeServer } from "../workbench/codeServer.ts";
import { launchBrowser } from "../workbench/launchBrowser.ts";
import type { Profile } from "../workbench/profile.ts";
import type { StartedTests } from "./runningSuite.ts";

/** Starts the tests in a VS Code served to a headless browser, the way VS Code's own web tests are started. */
export async function startServedTests(
  host: ServedHost,
  profile: Profile,
  entry: string,
  env: Readonly<Record<string, string>>,
): Promise<StartedTests> {
  const server = await startCodeServer(host, profile, {
    env,
    hasFewBuiltIns: true,
    isForSuites: true,
  });
  const browser = await launchBrowser(host.browser);
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const log: string[] = [];
  const exitCode = new Promise<string>((resolve) => {
    page.on("crash", () => resolve("the browser page crashed"));
    void server.process.ended.then((code) => resolve(`code-server ended with ${code}`));
    void page.exposeFunction("codeAutomationExit", (code: unknown) => resolve(`exit code ${code}`));
  });
  await page.exposeFunction("codeAutomationLog", (type: unknown, args: unknown) => {
    log.push(`${type}: ${JSON.stringify(args)}`);
  });
  await page.goto(address(server.url, server.authority, profile.folder, entry));
  return {
    ended: exitCode,
    output: () => [...log, server.process.output].join("\n"),
    async stop() {
      await browser.close();
      await server.process.stop();
    },
  };
}

function address(url: string, authority: string, folder: string, entry: string): string {
  const remote = (file: string) => `vscode-remote://${authority}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(root)],
    ["extensionTestsPath", remote(entry)],
    ["enableProposedApi", ""],
    ["skipWelcome", "true"],
  ];
  const query = new URLSearchParams({ folder, payload: JSON.stringify(payload) });
  return `${url}/?${query}`;
}
