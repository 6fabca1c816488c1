import { minuteMs } from "../../src/core/time/durations.ts";
import type { ScreenshotStage } from "./screenshotStage.ts";

const settleMs = 2_000;

/** The ledger with its filters, and a statement, of the sample account whose provider publishes a ledger. */
export async function captureLedger({ window, capture }: ScreenshotStage): Promise<void> {
  const { page } = window;
  const panel = window.panel();
  const section = panel.getByRole("region", { name: "Ledger" });
  await window.runCommand("Credit Monitor: Open Panel");
  await page.setViewportSize({ width: 1040, height: 860 });
  await window.setTheme("Dark Modern");
  await page.waitForTimeout(settleMs);
  await panel.getByRole("tab", { name: "Rich Utilities" }).click();
  await panel.getByRole("tab", { name: "Rich Utilities", selected: true }).waitFor();
  await panel.locator(".sync .spinning").waitFor({ state: "hidden", timeout: minuteMs });
  await section.getByRole("combobox", { name: "Dates" }).selectOption("Last 30 days");
  await section.getByText(/ of .* entries · total /).waitFor();
  await section.getByRole("row").nth(1).scrollIntoViewIfNeeded();
  await section.locator(".head").first().scrollIntoViewIfNeeded();
  await page.mouse.move(5, 400);
  await page.waitForTimeout(settleMs);
  await capture("screenshots/ledger", 8, section);
  await section.getByRole("combobox", { name: "Dates" }).selectOption("All time");
  await window.setTheme("Light Modern");
  await section.getByRole("button", { name: "Statement…" }).click();
  const statement = panel.getByRole("dialog", { name: /^Statement/ });
  await statement.getByText("Closing balance").first().waitFor();
  await page.mouse.move(5, 400);
  await page.waitForTimeout(settleMs);
  await capture("screenshots/statement", 0, statement);
  await page.keyboard.press("Escape");
}
