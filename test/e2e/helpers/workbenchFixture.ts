import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type ProviderAddresses, startProviderAddresses } from "../../../scripts/demo/providerAddresses.ts";
import { openTestWorkbench } from "../../../scripts/test/openTestWorkbench.ts";
import type { Workbench } from "../../../scripts/workbench/workbench.ts";
import type { WorkbenchWindow } from "../../../scripts/workbench/workbenchWindow.ts";
import { minuteMs } from "../../../src/core/time/durations.ts";
import { eventually } from "../../helpers/eventually.ts";

/** What a person has made before a window opens: user settings, commands bound to keys, and JSON files in the folder. */
export interface WorkbenchContents {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly keys: readonly object[];
  readonly files: Readonly<Record<string, unknown>>;
}

// They matter only where something fails.
const actionTimeoutMs = 45_000;
const loadTimeoutMs = 120_000;
const unloadTimeoutMs = minuteMs;

/** A VS Code with one window, for one suite after the other. */
export class WorkbenchFixture {
  readonly workbench: Workbench;
  readonly window: WorkbenchWindow;
  /** Through which the extension reaches the providers. */
  readonly addresses: ProviderAddresses;
  /** The settings that keep VS Code quiet. */
  readonly #quiet: WorkbenchContents["settings"];
  readonly #address: string;

  private constructor(
    workbench: Workbench,
    window: WorkbenchWindow,
    addresses: ProviderAddresses,
    quiet: WorkbenchContents["settings"],
  ) {
    this.workbench = workbench;
    this.window = window;
    this.addresses = addresses;
    this.#quiet = quiet;
    this.#address = window.page.url();
  }

  static async open(contents: WorkbenchContents): Promise<WorkbenchFixture> {
    const addresses = await startProviderAddresses();
    const { settings, env } = addresses;
    const workbench = await openTestWorkbench({
      settings: { ...settings, "window.confirmBeforeClose": "never" },
      env,
    });
    const quiet = JSON.parse(readFileSync(settingsFile(workbench), "utf8"));
    writeContents(workbench, quiet, contents);
    return new WorkbenchFixture(workbench, await openWindow(workbench), addresses, quiet);
  }

  /** Opens another window. */
  async openWindow(folder: string): Promise<WorkbenchWindow> {
    return await openWindow(this.workbench, folder);
  }

  /** Furnishes it anew, as if the extension had never been there. */
  async reset(contents: WorkbenchContents): Promise<void> {
    // A desktop window cannot be left.
    if (this.workbench.url !== undefined) await this.unload();
    const { folder } = this.workbench.profile;
    const leftovers = readdirSync(folder).map((name) => path.join(folder, name));
    for (const leftover of [path.dirname(this.historyFile), ...leftovers]) {
      rmSync(leftover, { recursive: true, force: true });
    }
    writeContents(this.workbench, this.#quiet, contents);
    await this.load();
  }

  /** Leaves the window; resolves once its extensions have let go of their files. */
  async unload(): Promise<void> {
    await this.window.page.goto("about:blank");
    const journal = `${this.historyFile}-wal`;
    // A served VS Code lets a window that was left linger for some seconds. One that only read leaves an empty file.
    await eventually(() => {
      if (existsSync(journal) && statSync(journal).size > 0) throw new Error("the history is still open");
    }, unloadTimeoutMs);
  }

  /** Loads the window anew, whether it was left or not. */
  async load(): Promise<void> {
    const { page } = this.window;
    if (page.url() === this.#address) await page.reload();
    else await page.goto(this.#address);
  }

  get settingsFile(): string {
    return settingsFile(this.workbench);
  }

  /** Where the extension keeps what outlives a window. */
  get historyFile(): string {
    const storage = path.join(userFolder(this.workbench), "globalStorage");
    return path.join(storage, "credit-monitor.credit-monitor", "history.db");
  }

  async close(): Promise<void> {
    await this.workbench.close();
    this.addresses.close();
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
  { settings, keys, files }: WorkbenchContents,
): void {
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
