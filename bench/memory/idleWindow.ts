import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Page } from "playwright-core";
import { scratchFolder, UserError } from "../../scripts/helpers/cleanUp.ts";
import type { Host } from "../../scripts/host/host.ts";
import { openWorkbench, type Workbench } from "../../scripts/workbench/workbench.ts";
import type { Account } from "../../src/core/accounts/account.ts";
import { placeHistory } from "../helpers/placeHistory.ts";
import type { HostSample } from "./hostSample.ts";

/** How often a panel is opened and closed before the heap is measured. */
export const openings = 10;
/** So few readings that none is old enough to be thinned, which an idle window does once for each. */
const twoDays = 2 * 24 * 12;
const recordMs = 60_000;
const stepMs = 2_000;
const keys = {
  close: "Control+Alt+Digit0",
  open: "Control+Alt+Digit1",
  record: "Control+Alt+Digit2",
} as const;
const keybindings = [
  { key: "ctrl+alt+0", command: "workbench.action.closeAllEditors" },
  { key: "ctrl+alt+1", command: "creditMonitor.openPanel" },
  { key: "ctrl+alt+2", command: "creditMonitorProbe.record" },
];

export interface IdleCase {
  readonly extension: string;
  readonly accounts: readonly Account[];
  readonly opensPanel: boolean;
  readonly name: string;
}

/** A VS Code of its own with one window, in which a probe records the extension host. */
export class IdleWindow {
  readonly testCase: IdleCase;
  readonly #workbench: Workbench;
  readonly #page: Page;
  readonly #file: string;

  private constructor(testCase: IdleCase, workbench: Workbench, page: Page, file: string) {
    this.testCase = testCase;
    this.#workbench = workbench;
    this.#page = page;
    this.#file = file;
  }

  static async open(host: Host, probe: string, testCase: IdleCase): Promise<IdleWindow> {
    const { extension, accounts } = testCase;
    const file = path.join(scratchFolder("samples"), "samples");
    const workbench = await openWorkbench(host, {
      extensions: [extension, probe],
      settings: { "creditMonitor.accounts": accounts },
      env: { CREDIT_MONITOR_BENCH_SAMPLES: file },
    });
    const size = { accounts: accounts.length, samplesEach: twoDays, entriesEach: 100 };
    if (accounts.length > 0) await placeHistory(workbench.profile, accounts, size);
    const bindings = path.join(workbench.profile.userData, "User", "keybindings.json");
    writeFileSync(bindings, JSON.stringify(keybindings));
    const { page } = await workbench.openWindow();
    return new IdleWindow(testCase, workbench, page, file);
  }

  async record(): Promise<HostSample> {
    const before = this.#samples().length;
    for (const until = Date.now() + recordMs; Date.now() < until; ) {
      await this.#page.keyboard.press(keys.record);
      await wait(stepMs);
      const samples = this.#samples();
      const last = samples.at(-1);
      if (last && samples.length > before) return last;
    }
    throw new UserError(`The probe recorded nothing of ${this.testCase.name}.`);
  }

  /** The heap after ten panels and after ten more, in megabytes; empty where there is no panel. */
  async openPanels(): Promise<readonly number[]> {
    if (!this.testCase.opensPanel) return [];
    const heaps: number[] = [];
    for (let times = 0; times < 2; times += 1) {
      for (let count = 0; count < openings; count += 1) {
        await this.#page.keyboard.press(keys.open);
        await this.#page.locator("iframe.webview.ready").waitFor();
        await wait(stepMs);
        await this.#page.keyboard.press(keys.close);
        await this.#page.locator("iframe.webview").waitFor({ state: "detached" });
      }
      await wait(stepMs);
      heaps.push((await this.record()).heapBytes / 1e6);
    }
    return heaps;
  }

  async close(): Promise<void> {
    await this.#workbench.close();
  }

  #samples(): readonly HostSample[] {
    if (!existsSync(this.#file)) return [];
    const lines = readFileSync(this.#file, "utf8").split("\n").slice(0, -1);
    return lines.map((line): HostSample => JSON.parse(line));
  }
}
