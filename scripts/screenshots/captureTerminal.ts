import path from "node:path";
import { minuteMs } from "../../src/core/time/durations.ts";
import { runNpm } from "../helpers/process.ts";
import type { ScreenshotStage } from "./screenshotStage.ts";

/** The official MCP client for a terminal; installed for the picture only. */
const inspector = "@modelcontextprotocol/inspector@2.12.0";

/** A terminal that checks what is left, and one in which an agent's program does. */
export async function captureTerminal(stage: ScreenshotStage): Promise<void> {
  const { window, toolFolder } = stage;
  await stage.addAccounts();
  await installInspector(toolFolder);
  await window.runCommand("Credit Monitor: Install Command Line Tool");
  await window.pick(toolFolder);
  await window.page.setViewportSize({ width: 960, height: 640 });
  await window.page.addStyleTag({
    content: ".xterm-decoration-overview-ruler { display: none !important; }",
  });
  await captureCommands(stage, "screenshots/terminal", [
    "credit-monitor status",
    "credit-monitor check poof 500; echo exit code $?",
    "credit-monitor check easyslip 2000; echo exit code $?",
  ]);
  const call = "mcp-inspector --cli credit-monitor mcp --method tools/call \\\n--tool-name check_credits";
  await captureCommands(stage, "screenshots/agent", [
    `${call} --tool-arg account=poof --tool-arg amount=500`,
    `${call} --tool-arg account=depicta --tool-arg amount=20`,
  ]);
}

/** Puts the inspector's commands on the PATH of the terminal. */
async function installInspector(toolFolder: string): Promise<void> {
  const prefix = path.dirname(toolFolder);
  await runNpm(
    [
      "install",
      "--global",
      "--ignore-scripts",
      "--no-audit",
      "--prefer-offline",
      `--prefix=${prefix}`,
      inspector,
    ],
    prefix,
  );
}

/** A picture of a new terminal in which these commands have ended. */
async function captureCommands(
  { window, capture }: ScreenshotStage,
  name: string,
  lines: readonly string[],
): Promise<void> {
  const { page } = window;
  await window.runCommand("Terminal: Create New Terminal in Editor Area");
  const rows = page.locator(".part.editor .xterm-rows");
  const prompts = rows.locator("> div").filter({ hasText: /^\$\s*$/ });
  for (const line of lines) {
    // An empty prompt: the command before has ended.
    await prompts.last().waitFor();
    await page.keyboard.type(line);
    await page.keyboard.press("Enter");
    await rows.getByText(line.slice(0, 30)).last().waitFor();
  }
  await prompts.last().waitFor({ timeout: minuteMs });
  await page.mouse.move(5, 400);
  await page.waitForTimeout(1_000);
  await capture(name, 8, rows.locator("> div").first(), prompts.last());
  await window.runCommand("View: Close Editor");
}
