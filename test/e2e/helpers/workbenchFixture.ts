import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { CDPSession } from "playwright-core";
import { type ProviderProxy, startProviderProxy } from "../../../scripts/demo/providerProxy.ts";
import { launchBrowser } from "../../../scripts/host/browser.ts";
import type { ServedHost } from "../../../scripts/host/host.ts";
import { openTestWorkbench } from "../../../scripts/test/openTestWorkbench.ts";
import { setDisplayLanguage } from "../../../scripts/workbench/displayLanguage.ts";
import { fewFrames } from "../../../scripts/workbench/profile.ts";
import type { Workbench } from "../../../scripts/workbench/workbench.ts";
import { WorkbenchWindow } from "../../../scripts/workbench/workbenchWindow.ts";
import { minuteMs } from "../../../src/core/time/durations.ts";
import { eventually } from "../../helpers/eventually.ts";

/** What exists before a window opens: user settings, key bindings, and JSON files in the folder. */
export interface WorkbenchContents {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly keys: readonly object[];
  readonly files: Readonly<Record<string, unknown>>;
  /** The display language of a served VS Code; English when absent. */
  readonly language?: string | undefined;
  /** Of a served VS Code's browser; the server's when absent. */
  readonly timeZone?: string | undefined;
  /** Runs in each frame before its own scripts. */
  readonly initScript?: string | undefined;
}

// These limits matter only when a test fails.
const actionTimeoutMs = 45_000;
const loadTimeoutMs = 120_000;
const unloadTimeoutMs = minuteMs;

/** A VS Code with one window, which all suites use one after the other. */
export class WorkbenchFixture {
  readonly workbench: Workbench;
  readonly window: WorkbenchWindow;
  /** Leads the providers' addresses to the sample server. */
  readonly providerProxy: ProviderProxy;
  /** A folder for Claude Code's configuration, with `bin`, which is on the PATH. */
  readonly agentFolder: string;
  /** The settings that keep VS Code quiet. */
  readonly #quiet: WorkbenchContents["settings"];
  readonly #address: string;
  #timeZoneOverride: CDPSession | undefined;

  private constructor(
    workbench: Workbench,
    window: WorkbenchWindow,
    providerProxy: ProviderProxy,
    agentFolder: string,
    quiet: WorkbenchContents["settings"],
  ) {
    this.workbench = workbench;
    this.window = window;
    this.providerProxy = providerProxy;
    this.agentFolder = agentFolder;
    this.#quiet = quiet;
    this.#address = window.page.url();
  }

  static async open(contents: WorkbenchContents): Promise<WorkbenchFixture> {
    const providerProxy = await startProviderProxy();
    const { settings } = providerProxy;
    const agentFolder = mkdtempSync(path.join(tmpdir(), "credit-monitor-agent-"));
    const bin = path.join(agentFolder, "bin");
    mkdirSync(bin);
    const env = {
      ...providerProxy.env,
      CLAUDE_CONFIG_DIR: agentFolder,
      PATH: [bin, process.env.PATH].join(path.delimiter),
    };
    const workbench = await openTestWorkbench({
      settings: {
        ...settings,
        ...fewFrames,
        "window.confirmBeforeClose": "never",
      },
      env,
    });
    const quiet = JSON.parse(readFileSync(settingsFile(workbench), "utf8"));
    writeContents(workbench, quiet, contents);
    const window = await openWindow(workbench);
    const opened = new WorkbenchFixture(workbench, window, providerProxy, agentFolder, quiet);
    if (await opened.#prepare(contents)) await opened.load();
    return opened;
  }

  /** Whether VS Code is served to a browser, which may be elsewhere. */
  get isServed(): boolean {
    return this.workbench.url !== undefined;
  }

  /** Opens another window. */
  async openWindow(folder: string): Promise<WorkbenchWindow> {
    return await openWindow(this.workbench, folder);
  }

  /** Opens the served VS Code in a browser of its own, which has none of the keys that the other one has stored. */
  async openInAnotherBrowser(): Promise<WorkbenchWindow> {
    const { browser } = JSON.parse(process.env.CREDIT_MONITOR_TEST_HOST ?? "{}") as ServedHost;
    const page = await (await launchBrowser(browser)).newPage({ viewport: { width: 1280, height: 800 } });
    page.setDefaultTimeout(actionTimeoutMs);
    await page.goto(this.#address, { timeout: loadTimeoutMs });
    return await WorkbenchWindow.waitUntilShown(page);
  }

  /** Resets the profile and the folder, as if the extension had never run, and loads the window. */
  async reset(contents: WorkbenchContents): Promise<void> {
    // A desktop window cannot be unloaded.
    if (this.isServed) {
      // A served VS Code keeps the keys of earlier suites in the browser.
      await this.window.page.evaluate("localStorage.removeItem('secrets.provider')");
      await this.unload();
    }
    const { folder } = this.workbench.profile;
    const leftovers = readdirSync(folder).map((name) => path.join(folder, name));
    for (const leftover of [path.dirname(this.historyFile), ...leftovers]) {
      rmSync(leftover, { recursive: true, force: true });
    }
    writeContents(this.workbench, this.#quiet, contents);
    await this.#timeZoneOverride?.detach();
    this.#timeZoneOverride = undefined;
    await this.#prepare(contents);
    await this.load();
  }

  /** Prepares the next load; returns whether it differs from an ordinary one. */
  async #prepare({ timeZone, initScript }: WorkbenchContents): Promise<boolean> {
    if (timeZone !== undefined && this.isServed) await this.setTimeZone(timeZone);
    if (initScript !== undefined) await this.window.page.addInitScript(initScript);
    return timeZone !== undefined || initScript !== undefined;
  }

  /** Puts the window's browser into another time zone than the server's, until the next reset. Load the window next. */
  async setTimeZone(timezoneId: string): Promise<void> {
    const { page } = this.window;
    this.#timeZoneOverride ??= await page.context().newCDPSession(page);
    await this.#timeZoneOverride.send("Emulation.setTimezoneOverride", { timezoneId });
  }

  /** Unloads the window; resolves once its extensions have closed their files. */
  async unload(): Promise<void> {
    await this.window.page.goto("about:blank");
    const journal = `${this.historyFile}-wal`;
    // A served VS Code keeps an unloaded window for some seconds. A window that only read leaves an empty file.
    await eventually(() => {
      if (existsSync(journal) && statSync(journal).size > 0) throw new Error("the history is still open");
    }, unloadTimeoutMs);
  }

  /** Loads the window again, whether it was unloaded or not. */
  async load(): Promise<void> {
    const { page } = this.window;
    if (page.url() === this.#address) await page.reload();
    else await page.goto(this.#address);
  }

  get settingsFile(): string {
    return settingsFile(this.workbench);
  }

  /** The extension's history file. */
  get historyFile(): string {
    const storage = path.join(userFolder(this.workbench), "globalStorage");
    return path.join(storage, "credit-monitor.credit-monitor", "history.db");
  }

  async close(): Promise<void> {
    await this.workbench.close();
    this.providerProxy.close();
    rmSync(this.agentFolder, { recursive: true, force: true });
  }
}

async function openWindow(workbench: Workbench, folder?: string): Promise<WorkbenchWindow> {
  const window = await workbench.openWindow(folder);
  window.page.setDefaultTimeout(actionTimeoutMs);
  window.page.setDefaultNavigationTimeout(loadTimeoutMs);
  return window;
}

function writeContents(
  workbench: Workbench,
  quiet: WorkbenchContents["settings"],
  { settings, keys, files, language }: WorkbenchContents,
): void {
  setDisplayLanguage(workbench.profile, language);
  writeJson(settingsFile(workbench), { ...quiet, ...settings });
  writeJson(path.join(userFolder(workbench), "keybindings.json"), keys);
  for (const [name, content] of Object.entries(files)) {
    writeJson(path.join(workbench.profile.folder, name), content);
  }
}

function settingsFile(workbench: Workbench): string {
  return path.join(userFolder(workbench), "settings.json");
}

function userFolder({ profile }: Workbench): string {
  return path.join(profile.userData, "User");
}

function writeJson(file: string, content: unknown): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(content, null, 2));
}
