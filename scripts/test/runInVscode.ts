import { globSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { TestOptions } from "@vscode/test-electron";
import { build } from "esbuild";
import { scratchFolder } from "../helpers/cleanUp.ts";
import { StartedProcess } from "../helpers/process.ts";
import { root } from "../helpers/root.ts";
import { launchBrowser } from "../host/browser.ts";
import { onDisplay } from "../host/desktop.ts";
import type { DesktopHost, Host, ServedHost } from "../host/host.ts";
import { startCodeServer } from "../workbench/codeServer.ts";
import { fewFrames, newProfile, type Profile } from "../workbench/profile.ts";
import { followSuite, processRun, type SuiteRun } from "./followSuite.ts";
import type { SuiteResult } from "./suiteResult.ts";
import { eventFileVariable } from "./testEvents.ts";

/** A repository that tries to redirect an account, which must have no effect. */
const hostileFolder = {
  "creditMonitor.accounts": [
    { id: "poof", provider: "poof", label: "Redirected", baseUrl: "http://127.0.0.1:1" },
  ],
  "creditMonitor.refreshMinutes": 1,
  "creditMonitor.hideAmounts": true,
};

/** Where the browser of a served VS Code is: its reader has another time zone than the server. */
const readerTimeZone = "Pacific/Auckland";

export interface VscodeSuite {
  readonly name: string;
  readonly host: Host;
  /** Only tests whose full title matches this expression. */
  readonly grep: string | undefined;
  /** A glob for the names of test files without `.test.ts`; by default all. */
  readonly files?: string;
}

/** Runs the integration tests inside a real VS Code, with the extension loaded from the checkout. */
export async function runInVscode({ name, host, grep, files = "**/*" }: VscodeSuite): Promise<SuiteResult> {
  const entry = await bundleTests(files);
  const profile = newProfile(fewFrames, hostileFolder);
  const events = path.join(scratchFolder("events"), "events.jsonl");
  const env = {
    [eventFileVariable]: events,
    ...(host.kind === "served" ? { CREDIT_MONITOR_TEST_TIME_ZONE: readerTimeZone } : {}),
    CREDIT_MONITOR_TEST_USER_DATA: profile.userData,
    CREDIT_MONITOR_TEST_FOLDER: profile.folder,
    ...(grep === undefined ? {} : { CREDIT_MONITOR_TEST_GREP: grep }),
  };
  const run =
    host.kind === "served"
      ? await startServed(host, profile, entry, env)
      : startDesktop(host, profile, entry, env);
  return await followSuite(name, events, run, grep !== undefined);
}

/**
 * Bundles the tests, a file each: the extension host loads neither TypeScript nor `.ts` imports. Returns the
 * entry.
 */
async function bundleTests(files: string): Promise<string> {
  const scratch = path.join(root, ".tmp");
  mkdirSync(scratch, { recursive: true });
  // Inside the checkout, so that `require("mocha")` finds node_modules.
  const outdir = scratchFolder("suite", scratch);
  const testRoot = path.join(root, "test", "integration");
  const tests = globSync(`${files}.test.ts`, { cwd: testRoot });
  await build({
    entryPoints: [
      { in: path.join(import.meta.dirname, "vscodeEntry.ts"), out: "entry" },
      ...tests.map((file) => ({ in: path.join(testRoot, file), out: file.replace(/\.ts$/, "") })),
    ],
    outdir,
    outExtension: { ".js": ".cjs" },
    bundle: true,
    format: "cjs",
    platform: "node",
    target: "es2024",
    external: ["vscode", "mocha"],
    sourcemap: "inline",
    logLevel: "warning",
  });
  return path.join(outdir, "entry.cjs");
}

// Generous: it matters only where something fails.
const loadMs = 120_000;

type Environment = Readonly<Record<string, string>>;

/** `@vscode/test-electron` in a process of its own, so that whatever it starts can be stopped. */
function startDesktop(host: DesktopHost, profile: Profile, entry: string, env: Environment): SuiteRun {
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
  const program = `import { runTests } from "@vscode/test-electron"; await runTests(${JSON.stringify(options)});`;
  const [command, ...args] = onDisplay(process.execPath, "--input-type=module", "--eval", program);
  return processRun(new StartedProcess(command, args, { cwd: root, env }));
}

/** A VS Code served to a headless browser, which starts tests the way VS Code's own web tests are started. */
async function startServed(
  host: ServedHost,
  profile: Profile,
  entry: string,
  env: Environment,
): Promise<SuiteRun> {
  const server = await startCodeServer(host, profile, { env, hasFewBuiltIns: true, isForSuites: true });
  const browser = await launchBrowser(host.browser);
  const page = await browser.newPage({
    // Small, because no test looks at it.
    viewport: { width: 800, height: 600 },
    timezoneId: readerTimeZone,
  });
  const lines: string[] = [];
  const ended = new Promise<string>((resolve) => {
    page.on("crash", () => resolve("the browser page crashed"));
    void server.process.ended.then((code) => resolve(`code-server ended with ${code}`));
    void page.exposeFunction("codeAutomationExit", (code: unknown) => resolve(`exit code ${code}`));
  });
  await page.exposeFunction("codeAutomationLog", (type: unknown, args: unknown) => {
    lines.push(`${type}: ${JSON.stringify(args)}`);
  });
  const remote = (file: string) => `vscode-remote://${server.authority}${file}`;
  const payload = [
    ["extensionDevelopmentPath", remote(root)],
    ["extensionTestsPath", remote(entry)],
    ["enableProposedApi", ""],
    ["skipWelcome", "true"],
  ];
  const query = new URLSearchParams({ folder: profile.folder, payload: JSON.stringify(payload) });
  await page.goto(`${server.url}/?${query}`, { timeout: loadMs });
  return {
    ended,
    output: () => [...lines, server.process.output].join("\n"),
    async stop() {
      await browser.close();
      await server.process.stop();
    },
  };
}
