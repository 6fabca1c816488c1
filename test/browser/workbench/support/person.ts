import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Locator } from "playwright-core";
import type { Profile } from "../../../../scripts/workbench/profile.ts";
import { WorkbenchWindow } from "../../../../scripts/workbench/workbenchWindow.ts";
import type { SampleProviders } from "../../../../src/sample/sampleProviders.ts";
import { eventually } from "./eventually.ts";

const clearKey = "Control+Alt+9";
const closeKey = "Control+Alt+0";

/** The keys that a person has bound for tidying up, in the form of keybindings.json. */
export const tidyKeys = [
  { key: "ctrl+alt+9", command: "notifications.clearAll" },
  { key: "ctrl+alt+0", command: "workbench.action.closeAllEditors" },
];

/** Someone at the keyboard of a VS Code, with sample providers that can be moved behind their back. */
export class Person {
  readonly window: WorkbenchWindow;
  readonly sample: SampleProviders;
  readonly #profile: Profile;

  constructor(window: WorkbenchWindow, sample: SampleProviders, profile: Profile) {
    this.window = window;
    this.sample = sample;
    this.#profile = profile;
  }

  /** Loads the window anew, as the settings on disk are now. Resolves when the extension shows itself. */
  async load(): Promise<void> {
    await this.window.page.reload();
    await WorkbenchWindow.whenShown(this.window.page);
    await this.window.statusBarItem().waitFor({ timeout: 60_000 });
  }

  async leave(): Promise<void> {
    await this.key("Escape");
    await this.key(closeKey);
    await this.sample.close();
  }

  async key(...keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.window.page.keyboard.press(key);
  }

  /** Runs a bound command by its number. */
  async press(number: number): Promise<void> {
    await this.key(`Control+Alt+${number}`);
  }

  /** Types into what has the focus and accepts it. */
  async type(text: string): Promise<void> {
    await this.window.page.keyboard.insertText(text);
    await this.key("Enter");
  }

  /** The text field of the quick pick or input box, once one with this title is open. */
  async box(title: string): Promise<Locator> {
    const bar = this.window.page.locator(".quick-input-title").getByText(title, { exact: true });
    const box = this.window.quickInput().filter({ has: bar });
    await box.waitFor();
    return box.locator("input").first();
  }

  /** Waits until the open box says something in place, such as what is wrong with what was typed. */
  async told(text: string): Promise<void> {
    await this.window.quickInput().locator(".quick-input-message").filter({ hasText: text }).waitFor();
  }

  /** The text of the status bar item once it is this one. */
  async sees(text: string): Promise<void> {
    await eventually(async () => assert.equal(await this.statusText(), text));
  }

  async statusText(): Promise<string> {
    const text = await this.window.statusBarItem().innerText();
    return text.replace(/\s+/g, " ").trim();
  }

  /** What a screen reader says of the status bar item. */
  async spoken(): Promise<string> {
    const link = this.window.statusBarItem().locator("[aria-label]").first();
    return (await link.getAttribute("aria-label")) ?? "";
  }

  /** The tooltip of the status bar item, as it stands after hovering. */
  async tooltip(): Promise<Locator> {
    const { page } = this.window;
    await page.mouse.move(400, 400);
    await this.window.statusBarItem().hover();
    const tooltip = page.locator(".workbench-hover-container .workbench-hover").last();
    await tooltip.waitFor();
    return tooltip;
  }

  /** Waits for a notification and takes it off the screen. */
  async message(text: string): Promise<void> {
    const message = this.window.notifications().filter({ hasText: text }).first();
    await message.waitFor();
    await this.key(clearKey);
    await message.waitFor({ state: "hidden" });
  }

  settings(): Record<string, unknown> {
    return JSON.parse(readFileSync(path.join(this.#profile.userData, "User", "settings.json"), "utf8"));
  }

  /** The accounts that the settings name. */
  accounts(): readonly { readonly id: string; readonly label: string }[] {
    const accounts = this.settings()["creditMonitor.accounts"] ?? [];
    assert.ok(Array.isArray(accounts));
    return accounts;
  }

  /** The accounts whose readings are kept on disk. */
  readings(): readonly string[] {
    const folder = path.join(
      this.#profile.userData,
      "User",
      "globalStorage",
      "credit-monitor.credit-monitor",
      "readings",
    );
    return existsSync(folder) ? readdirSync(folder) : [];
  }
}
