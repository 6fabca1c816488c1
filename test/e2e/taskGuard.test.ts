import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

const guarded = {
  version: "2.0.0",
  tasks: [
    {
      label: "batch",
      type: "process",
      command: "true",
      options: { env: { CREDITS: "$" + "{input:enough}" } },
      problemMatcher: [],
    },
  ],
  inputs: [
    {
      id: "enough",
      type: "command",
      command: "creditMonitor.checkCredits",
      args: { accountId: "poof", amount: "3767", orStop: true },
    },
  ],
};

describe("a task whose credits are not enough", () => {
  const user = workbenchSuite({
    files: { ".vscode/tasks.json": guarded },
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
    ],
  });

  it("a task is stopped, and a notification says why", async () => {
    user().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
    await user().runBoundCommand(1);
    await user().waitForStatusBar("Poof 3,766");
    // A VS Code that was just loaded may not know the folder's tasks yet.
    await eventually(async () => {
      await user().window.runCommand("Tasks: Run Task");
      await user().window.quickPickRow("batch").waitFor({ timeout: 10_000 });
    });
    await user().type("batch");
    await user().dismissNotification("Poof: Not enough: short by 1 credit.");
  });
});
