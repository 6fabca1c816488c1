import path from "node:path";
import { scratchFolder } from "../helpers/scratchFolder.ts";
import type { Host } from "../host/host.ts";
import { newProfile } from "../workbench/profile.ts";
import { bundleHostSuite } from "./bundleIntegrationSuite.ts";
import { EventLog } from "./eventLog.ts";
import { startDesktopTests } from "./launchDesktop.ts";
import { startServedTests } from "./launchServed.ts";
import type { SuiteResult } from "./suiteResult.ts";
import { type TestRun, testRunVariable } from "./testRun.ts";
import { watchSuite } from "./watchSuite.ts";

const testTimeoutMs = 60_000;
const limitMs = 15 * 60_000;

/** A repository that tries to redirect an account, which must have no effect. */
const hostileFolder = {
  "creditMonitor.accounts": [
    { id: "poof", provider: "poof", label: "Redirected", baseUrl: "http://127.0.0.1:1" },
  ],
  "creditMonitor.refreshMinutes": 1,
  "creditMonitor.hideAmounts": true,
};

/** Runs the host tests inside a real VS Code with the extension loaded from the checkout. */
export async function runHostSuite(host: Host, grep: string | undefined): Promise<SuiteResult> {
  const suite = await bundleHostSuite();
  const profile = newProfile({}, hostileFolder);
  const events = new EventLog(path.join(scratchFolder("events"), "events.jsonl"));
  const order: TestRun = {
    files: suite.files,
    events: events.file,
    timeoutMs: testTimeoutMs,
    ...(grep === undefined ? {} : { grep }),
  };
  const env = {
    [testRunVariable]: JSON.stringify(order),
    CREDIT_MONITOR_TEST_USER_DATA: profile.userData,
    CREDIT_MONITOR_TEST_FOLDER: profile.folder,
  };
  const started =
    host.kind === "served"
      ? await startServedTests(host, profile, suite.entry, env)
      : startDesktopTests(host, profile, suite.entry, env);
  const ending = await watchSuite("integration", events, started.ended, limitMs);
  await started.stop();
  return events.result("integration", grep !== undefined, `${ending}\n${started.output()}`);
}
