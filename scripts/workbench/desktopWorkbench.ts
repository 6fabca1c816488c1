import { setTimeout as wait } from "node:timers/promises";
import { resolveCliArgsFromVSCodeExecutablePath } from "@vscode/test-electron";
import { type Browser, chromium, type Page } from "playwright-core";
import { minuteMs } from "../../src/core/time/durations.ts";
import { run, StartedProcess } from "../helpers/process.ts";
import { onDisplay } from "../host/desktop.ts";
import type { DesktopHost } from "../host/host.ts";
import { newProfile, type Profile } from "./profile.ts";
import type { Workbench, WorkbenchOptions } from "./workbench.ts";
import { WorkbenchWindow } from "./workbenchWindow.ts";

const startMs = minuteMs;

/** A workbench in windows of a desktop VS Code, driven over its debugging port. */
export async function desktopWorkbench(host: DesktopHost, options: WorkbenchOptions): Promise<Workbench> {
  const profile = newProfile(options.settings, options.folderSettings);
  await install(host, profile, options.extensions);
  const flags = [...folders(profile), "--no-sandbox", "--disable-gpu-sandbox", "--disable-updates"];
  const commandFor = (...more: readonly string[]) => onDisplay(host.executable, ...flags, ...more);
  const env = options.env ?? {};
  const [command, ...args] = commandFor(
    "--skip-welcome",
    "--skip-release-notes",
    "--remote-debugging-port=0",
    profile.folder,
  );
  const started = new StartedProcess(command, args, { env });
  const browser = await connect(started);
  const seen = new Set<Page>();
  return {
    profile,
    closed: started.ended,
    async openWindow(folder = profile.folder) {
      if (seen.size > 0) {
        const [again, ...more] = commandFor("--new-window", folder);
        await run(again, more, { env });
      }
      const page = await nextPage(browser, seen);
      seen.add(page);
      return await WorkbenchWindow.waitUntilShown(page);
    },
    async close() {
      await browser.close();
      await started.stop();
    },
  };
}

async function install(host: DesktopHost, profile: Profile, files: readonly string[]): Promise<void> {
  const [command, ...args] = resolveCliArgsFromVSCodeExecutablePath(host.executable, {
    reuseMachineInstall: true,
  });
  if (command === undefined) throw new Error(`${host.executable} has no command line`);
  const installs = files.flatMap((file) => ["--install-extension", file]);
  await run(command, [...args, ...folders(profile), ...installs], {
    shell: process.platform === "win32",
  });
}

function folders(profile: Profile): readonly string[] {
  return [`--user-data-dir=${profile.userData}`, `--extensions-dir=${profile.extensions}`];
}

async function connect(started: StartedProcess): Promise<Browser> {
  for (const until = Date.now() + startMs; Date.now() < until; await wait(100)) {
    const address = /DevTools listening on (ws:\S+)/.exec(started.output)?.[1];
    if (address !== undefined) return await chromium.connectOverCDP(address);
  }
  throw new Error(`VS Code opened no debugging port:\n${started.output}`);
}

async function nextPage(browser: Browser, seen: ReadonlySet<Page>): Promise<Page> {
  for (const until = Date.now() + startMs; Date.now() < until; await wait(100)) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    const page = pages.find((found) => !seen.has(found) && found.url().includes("workbench"));
    if (page) return page;
  }
  throw new Error("VS Code opened no window");
}
