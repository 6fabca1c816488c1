import type { Studio } from "./screenshotStage.ts";

const themes = { dark: "Dark Modern", light: "Light Modern" } as const;

/** A picture for each step of the walkthrough, for dark and for light themes. */
export async function takeWalkthrough({ window, take }: Studio): Promise<void> {
  const { page } = window;
  await page.setViewportSize({ width: 720, height: 480 });
  for (const [shade, theme] of Object.entries(themes)) {
    const takeStep = (step: string, ...places: Parameters<Studio["take"]>[2][]) =>
      take(`walkthrough/${step}-${shade}`, 8, ...places);
    await window.setTheme(theme);
    await window.statusBarItem().hover();
    const tooltip = page.locator(".workbench-hover-container").last();
    await tooltip.waitFor();
    await takeStep("sample", tooltip, window.statusBarItem());
    await page.mouse.move(5, 300);

    await window.runCommand("Credit Monitor: Add Account");
    await window.quickPickRow("Poof").waitFor();
    await takeStep("add", window.quickInput());
    await page.keyboard.press("Escape");

    await window.runCommand("Credit Monitor: Edit Account");
    await window.pick("Poof");
    await window.pick("Low-balance warning");
    await window.quickInput().getByText("Low-balance warning for Poof").waitFor();
    await page.keyboard.insertText("500, 10 %");
    await takeStep("floor", window.quickInput());
    await page.keyboard.press("Escape");
    await window.quickInput().getByText("Edit Poof").waitFor();
    await page.keyboard.press("Escape");

    await window.runCommand("Credit Monitor: Enough Credits For…?");
    await window.pick("Poof");
    await window.quickInput().getByText("Enough credits in Poof?").waitFor();
    await window.answer("500");
    const toast = window.notifications().first();
    // It slides in.
    await toast.click({ trial: true });
    await takeStep("enough", toast, window.statusBarItem());
    await window.runCommand("Notifications: Clear All Notifications");
  }
}
