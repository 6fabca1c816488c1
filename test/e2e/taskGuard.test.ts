import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";
import type { WorkbenchUser } from "./helpers/workbenchUser.ts";

const variable = (name: string) => `\${${name}}`;

/** Runs the check before whatever uses `${input:enough…}`. Each place has its own amount, which its message tells. */
const inputs = (amount: string) => [
  {
    id: `enough${amount}`,
    type: "command",
    command: "creditMonitor.checkCredits",
    args: { accountId: "poof", amount, orStop: true },
  },
];

const guardedTask = (label: string, amount: string) => ({
  version: "2.0.0",
  tasks: [
    {
      label,
      type: "process",
      command: "true",
      options: { env: { CREDITS: variable(`input:enough${amount}`) } },
      problemMatcher: [],
    },
  ],
  inputs: inputs(amount),
});

const guardedLaunch = (name: string, amount: string) => ({
  version: "0.2.0",
  configurations: [
    {
      name,
      type: "node",
      request: "launch",
      program: "batch.js",
      env: { CREDITS: variable(`input:enough${amount}`) },
    },
  ],
  inputs: inputs(amount),
});

describe("a task whose credits are not enough", () => {
  const user = workbenchSuite({
    // VS Code says in a dialog why a debug session does not start; one of the system cannot be read.
    settings: { "window.dialogStyle": "custom" },
    files: {
      ".vscode/tasks.json": guardedTask("batch", "3767"),
      "several.code-workspace": {
        folders: [{ path: "first" }, { path: "second" }],
        launch: guardedLaunch("workspace session", "3770"),
      },
      "first/.vscode/settings.json": {},
      "second/.vscode/tasks.json": guardedTask("second batch", "3768"),
      "second/.vscode/launch.json": guardedLaunch("second session", "3769"),
    },
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
    ],
  });

  /** Picks a task or a debug session. A VS Code that was just loaded may not know those of its folders yet. */
  const start = async (person: WorkbenchUser, command: string, name: RegExp) => {
    const row = person.window.quickInput().locator(".monaco-list-row").filter({ hasText: name }).first();
    await eventually(async () => {
      await person.window.runCommand(command);
      await row.waitFor({ timeout: 10_000 });
    });
    await row.click();
  };

  it("a task is stopped, and a notification says why", async () => {
    user().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
    await user().runBoundCommand(1);
    await user().waitForStatusBar("Poof 3,766");
    await start(user(), "Tasks: Run Task", /^batch/);
    await user().dismissNotification("Poof: Not enough: short by 1 credit.");
  });

  it("in a workspace of several folders, tasks and debug sessions of a folder and of the workspace are stopped", async () => {
    const person = await user().inWorkspace("several.code-workspace");
    try {
      await person.waitForStatusBar("Poof 3,766");
      await start(person, "Tasks: Run Task", /^second batch/);
      await person.dismissNotification("Poof: Not enough: short by 2 credits.");
      for (const [name, credits] of [
        [/^second session/, 3],
        [/^workspace session/, 4],
      ] as const) {
        await start(person, "Debug: Select and Start Debugging", name);
        await person.window.page
          .getByText(`Poof: Not enough: short by ${credits} credits.`)
          .first()
          .waitFor();
        await person.press("Escape");
      }
    } finally {
      await person.window.page.close();
    }
  });
});
