import assert from "node:assert/strict";
import type { Page } from "playwright-core";

export interface TheiaCheck {
  readonly name: string;
  /** Resolves with what was seen; rejects when it did not appear. */
  readonly check: () => Promise<string>;
}

const loadMs = 120_000;
const stepMs = 30_000;
const commandTries = 5;
const hoverMs = 4_000;
const hoverTries = 8;
const amount = /Poof [\d,.]+/;

/** What a user of the extension does first, in an order in which each step needs the ones before. */
export function checkTheia(page: Page, url: string): readonly TheiaCheck[] {
  const item = page.locator("#theia-statusBar .element");
  const panel = page.frameLocator("iframe.webview:visible").frameLocator("#active-frame");
  const statusText = async (text: string | RegExp) => {
    const shown = item.filter({ hasText: text }).first();
    await shown.waitFor({ timeout: loadMs });
    return ((await shown.textContent()) ?? "").trim();
  };
  // An open tooltip does not follow what changes, so it is opened until it has the last account.
  const tooltip = async () => {
    const hover = page.locator(".theia-hover").filter({ hasText: "COALS" });
    for (let tries = 1; ; tries += 1) {
      await page.mouse.move(400, 400);
      await item.filter({ hasText: amount }).first().hover();
      try {
        await hover.waitFor({ timeout: hoverMs });
        return (await hover.textContent()) ?? "";
      } catch (error) {
        if (tries === hoverTries) throw error;
      }
    }
  };
  return [
    {
      name: "the extension is activated and has a status bar item",
      check: async () => {
        await page.goto(url, { timeout: loadMs });
        return await statusText("Credit Monitor: add account");
      },
    },
    {
      name: "a command adds the sample accounts with their keys, and the status bar shows one",
      check: async () => {
        await runCommand(page, "Credit Monitor: Try with Sample Accounts");
        return await statusText(amount);
      },
    },
    {
      name: "the tooltip lists all accounts",
      check: async () => {
        const text = await tooltip();
        for (const name of ["Poof", "Depicta", "Rich Utilities", "EasySlip"])
          assert.ok(text.includes(name), text);
        return `${text.trim().replaceAll(/\s+/g, " ").slice(0, 80)} …`;
      },
    },
    {
      name: "a click on the status bar opens the webview, which shows the accounts with their amounts",
      check: async () => {
        await item.filter({ hasText: amount }).first().click();
        await panel.getByText("Depicta").first().waitFor({ timeout: stepMs });
        const tabs = (await panel.getByRole("tab").allTextContents()).map((tab) =>
          tab.replaceAll(/\s+/g, " "),
        );
        assert.ok(
          tabs.some((tab) => amount.test(tab)),
          tabs.join("; "),
        );
        return tabs.join("; ");
      },
    },
    {
      name: "the webview shows the ledger, which it asks the extension for",
      check: async () => {
        await panel.getByRole("tab", { name: /^Rich Utilities/ }).click({ timeout: stepMs });
        const rows = panel.getByRole("grid").getByRole("row");
        await rows.nth(2).waitFor({ timeout: stepMs });
        return `${await rows.count()} rows`;
      },
    },
    {
      name: "Copy Diagnostics says that the history is on",
      check: async () => {
        await runCommand(page, "Credit Monitor: Copy Diagnostics");
        await page.waitForTimeout(2_000);
        const text: string = await page.evaluate("navigator.clipboard.readText()");
        assert.match(text, /History: on/);
        return text.split("\n").slice(1, 3).join("; ");
      },
    },
    {
      name: "keys and accounts are there after a reload",
      check: async () => {
        await page.reload({ timeout: loadMs });
        const shown = await statusText(amount);
        await runCommand(page, "Credit Monitor: Refresh");
        await page.waitForTimeout(3_000);
        assert.doesNotMatch(await tooltip(), /No key is stored|was entered in/);
        return shown;
      },
    },
  ];
}

async function runCommand(page: Page, name: string): Promise<void> {
  const box = page.locator(".quick-input-widget:visible");
  for (let tries = 1; ; tries += 1) {
    try {
      await page.keyboard.press("F1");
      await box.locator("input").first().fill(`>${name}`, { timeout: stepMs });
      await box.locator(".monaco-list-row").filter({ hasText: name }).first().click({ timeout: stepMs });
      return;
    } catch (error) {
      if (tries === commandTries) throw error;
    }
  }
}
