import path from "node:path";
import type { TestOptions } from "@vscode/test-electron";
import { root } from "../helpers/root.ts";
import { StartedProcess } from "../helpers/startedProcess.ts";
import type { DesktopHost } from "../host/host.ts";
import type { Profile } from "../workbench/profile.ts";
import type { StartedTests } from "./runningSuite.ts";

/** Starts the tests in a desktop VS Code. */
export function startDesktopTests(
  host: DesktopHost,
  profile: Profile,
  entry: string,
  env: Readonly<Record<string, string>>,
): StartedTests {
  const options: TestOptions = {
    vscodeExecutablePath: host.executable,
    extensionDevelopmentPath: root,
    extensionTestsPath: entry,
    extensionTestsEnv: env,
    launchArgs: [
      profile.folder,
      `--user-data-dir=${profile.userData}`,
      `--extensions-dir=${profile.extensions}`,
    ],
  };
  const script = path.join(import.meta.dirname, "desktopEntry.ts");
  const started = new StartedProcess(process.execPath, [script, JSON.stringify(options)], { env });
  return {
    ended: started.ended.then((code) => `exit code ${code}`),
    output: () => started.output,
    stop: started.stop,
  };
}
