import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import { statusBarItemId, WorkbenchWindow } from "../../../scripts/workbench/workbenchWindow.ts";
import type { SampleProviders } from "../../../src/sample/startServer.ts";
import { eventually } from "../../helpers/eventually.ts";
import { openHistoryFile } from "./openHistoryFile.ts";
import { shownText } from "./shownText.ts";
import { boxKey, clearKey, closeKey, panelKey, refreshKey } from "./userKeybindings.ts";
import type { WorkbenchFixture } from "./workbenchFixture.ts";

const startMs = 120_000;
/** A key that has had no effect is pressed again after this time. */
const retryMs = 1_000;
const hoverMs = 3_000;
/** A user at the keyboard of a VS Code, and the sample providers, which a test can change. */
export class WorkbenchUser {
  readonly window: WorkbenchWindow;
  readonly sample: SampleProviders;
  readonly #fixture: WorkbenchFixture;

  constructor(house: WorkbenchFixture, sample: SampleProviders, window = house.window) {
    this.#fixture = house;
    this.window = window;
    this.sample = sample;
  }

  /** Unloads the window until it is loaded again; resolves once its extensions have closed their files. */
  async unload(): Promise<void> {
    await this.#fixture.unload();
  }

  /** Loads the window again with the settings on disk, and closes its editors. */
  async load(): Promise<void> {
    await this.#fixture.load();
    await this.waitUntilReady();
  }

  /** Waits until the window is ready, and closes its editors and panels. */
  async waitUntilReady(): Promise<void> {
    await this.#waitUntilShown();
    // An editor that was closed just before a reload may return and take the focus.
    const open = this.window.page.locator(".tabs-container .tab, .part.panel:visible");
    await eventually(async () => {
      await this.press(closeKey);
      await open.first().waitFor({ state: "hidden", timeout: retryMs });
    });
  }

  /** Reloads the window as a user does, which keeps its editors. */
  async reload(): Promise<void> {
    const loaded = this.window.page.waitForEvent("load");
    await this.window.runCommand("Developer: Reload Window");
    await loaded;
    await this.#waitUntilShown();
  }

  /** Opens another window of the same VS Code, on another folder. */
  async openAnotherWindow(): Promise<WorkbenchWindow> {
    const folder = path.join(this.folder, "another");
    mkdirSync(folder, { recursive: true });
    const window = await this.#fixture.openWindow(folder);
    await window.statusBarItem().waitFor({ timeout: startMs });
    return window;
  }

  /** The same user in another window; the caller closes it. */
  async inAnotherWindow(): Promise<WorkbenchUser> {
    return await this.#inWindow(await this.openAnotherWindow());
  }

  /** The same user in a window of a workspace, a file in the open folder; the caller closes it. */
  async inWorkspace(file: string): Promise<WorkbenchUser> {
    return await this.#inWindow(await this.#fixture.openWindow(path.join(this.folder, file)));
  }

  /** The same user in another browser; the caller closes its page. */
  async inAnotherBrowser(): Promise<WorkbenchUser> {
    return await this.#inWindow(await this.#fixture.openInAnotherBrowser());
  }

  async #inWindow(window: WorkbenchWindow): Promise<WorkbenchUser> {
    const other = new WorkbenchUser(this.#fixture, this.sample, window);
    await other.#waitUntilShown();
    return other;
  }

  /** Changes settings on disk, and loads the window again. */
  async reloadWith(settings: Readonly<Record<string, unknown>>): Promise<void> {
    writeFileSync(this.#fixture.settingsFile, JSON.stringify({ ...this.settings(), ...settings }));
    await this.load();
  }

  /** Whether VS Code is served to a browser: it may be in another time zone, and its language can be changed. */
  get isServed(): boolean {
    return this.#fixture.isServed;
  }

  /** Loads the window again as a browser in another time zone does, and closes its editors. */
  async loadInTimeZone(timeZone: string): Promise<void> {
    await this.#fixture.setTimeZone(timeZone);
    await this.load();
  }

  async press(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.window.page.keyboard.press(key);
  }

  /** Runs a bound command by its number. */
  async runBoundCommand(number: number): Promise<void> {
    await this.press(`Control+Alt+${number}`);
  }

  /** Reads the accounts again by a key, at a tenth of the processor time that the palette takes. */
  async refresh(): Promise<void> {
    await this.press(refreshKey);
  }

  /** Opens the panel by a key. */
  async openPanel(): Promise<void> {
    await this.press(panelKey);
  }

  /** Types into the open quick pick or input box, and presses Enter. */
  async type(text: string): Promise<void> {
    // An element behind it, such as a walkthrough's next step, may have taken the focus.
    await this.window.quickInput().locator("input").first().focus();
    await this.window.page.keyboard.insertText(text);
    await this.press("Enter");
  }

  /** The text field of the quick pick or input box with this title, once it is open. */
  async inputBox(title: string): Promise<Locator> {
    const bar = this.window.page.locator(".quick-input-title").getByText(title, { exact: true });
    const box = this.window.quickInput().filter({ has: bar });
    await box.waitFor();
    return box.locator("input").first();
  }

  /** Waits until the open box shows a message, such as a validation error. */
  async waitForInputMessage(text: string): Promise<void> {
    await this.window.quickInput().locator(".quick-input-message").filter({ hasText: text }).waitFor();
  }

  /** Waits until the status bar item shows a text; see `statusText`. */
  async waitForStatusBar(text: string | RegExp): Promise<void> {
    await eventually(async () => {
      const shown = await this.statusText();
      if (typeof text === "string") assert.equal(shown, text);
      else assert.match(shown, text);
    });
  }

  /** The text of the status bar item after its first icon; `(history)` marks a stale amount. */
  async statusText(): Promise<string> {
    return await this.window.page.evaluate(`(${shownText})('[id="${statusBarItemId}"] a')`);
  }

  /** Presses the Back button of the open quick pick or input box. */
  async goBack(): Promise<void> {
    await this.window.quickInput().locator(".codicon-quick-input-back").first().click();
  }

  /** The text on the clipboard. */
  async clipboard(): Promise<string> {
    return await this.window.page.evaluate("navigator.clipboard.readText()");
  }

  /** The label of the status bar item for a screen reader. */
  async statusBarLabel(): Promise<string> {
    const link = this.window.statusBarItem().locator("[aria-label]").first();
    return (await link.getAttribute("aria-label")) ?? "";
  }

  /** Clicks the status bar item until `opened` is visible; a click is lost when the item is redrawn meanwhile. */
  async clickStatusBar(opened: Locator): Promise<void> {
    await eventually(async () => {
      await this.window.statusBarItem().locator("a").click();
      await opened.waitFor({ timeout: 10_000 });
    });
  }

  /** The tooltip of the status bar item, opened anew. */
  async tooltip(): Promise<Locator> {
    const { page } = this.window;
    const tooltip = page.locator(".workbench-hover-container .workbench-hover").last();
    // An item that is drawn anew at this moment loses its tooltip.
    return await eventually(async () => {
      await page.mouse.move(400, 400);
      // One that is still open may tell an older state.
      await tooltip.waitFor({ state: "hidden", timeout: hoverMs });
      await this.window.statusBarItem().hover();
      await tooltip.waitFor({ timeout: hoverMs });
      return tooltip;
    });
  }

  /** The text of the tooltip: the table's rows with `|` between cells, and the lines below. */
  async tooltipText(): Promise<string> {
    const tooltip = await this.tooltip();
    const text = await tooltip.innerText();
    // Closed again, because it may lie over notifications.
    await this.window.page.mouse.move(400, 400);
    await tooltip.waitFor({ state: "hidden" });
    return text.replaceAll("\u00a0", " ").replace(/\t */g, " | ").trim();
  }

  /** Waits for a notification and closes it. */
  async dismissNotification(text: string): Promise<void> {
    const message = this.window.notifications().filter({ hasText: text }).first();
    await message.waitFor();
    await this.press(clearKey);
    await message.waitFor({ state: "hidden" });
  }

  /** Opens the notification center, which has all notifications since the window was loaded. */
  async openNotifications(): Promise<Locator> {
    await this.window.runCommand("Notifications: Show Notifications");
    const center = this.window.page.locator(".notifications-center");
    await center.waitFor();
    return center;
  }

  settings(): Record<string, unknown> {
    return JSON.parse(readFileSync(this.#fixture.settingsFile, "utf8"));
  }

  /** The accounts in the settings. */
  accounts(): readonly { readonly id: string; readonly label: string }[] {
    const accounts = this.settings()["creditMonitor.accounts"] ?? [];
    assert.ok(Array.isArray(accounts));
    return accounts;
  }

  /** The ids of the accounts whose readings are stored. */
  accountsWithReadings(): readonly unknown[] {
    const file = this.historyFile;
    if (!existsSync(file)) return [];
    const database = openHistoryFile(file, { readOnly: true });
    try {
      const rows = database.prepare("SELECT id FROM account JOIN attempt ON attempt.account = key").all();
      return rows.map(({ id }) => id);
    } finally {
      database.close();
    }
  }

  /** The folder that VS Code has open. */
  get folder(): string {
    return this.#fixture.workbench.profile.folder;
  }

  /** The folder of Claude Code's configuration; its `bin` is on the PATH. */
  get agentFolder(): string {
    return this.#fixture.agentFolder;
  }

  /** Installs the command line tool by its prompts; resolves to the folder on the PATH that it is in. */
  async installCommandLineTool(): Promise<string> {
    const bin = path.join(this.agentFolder, "bin");
    const name = "Install Command Line Tool";
    await this.window.runCommand(`Credit Monitor: ${name}`);
    await this.inputBox(name);
    await this.window.pick(bin);
    await this.dismissNotification("Enter “credit-monitor status” in a new terminal.");
    return bin;
  }

  /** The extension's history file. */
  get historyFile(): string {
    return this.#fixture.historyFile;
  }

  async #waitUntilShown(): Promise<void> {
    await WorkbenchWindow.waitUntilShown(this.window.page);
    await this.window.statusBarItem().waitFor({ timeout: startMs });
    // Key bindings work a little later than the rest of the window.
    const box = this.window.quickInput();
    await eventually(async () => {
      await this.press(boxKey);
      await box.waitFor({ timeout: retryMs });
    });
    // A second press of the key may open the box again.
    await eventually(async () => {
      await this.press("Escape");
      await box.waitFor({ state: "hidden", timeout: retryMs });
    });
  }
}
