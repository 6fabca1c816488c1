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

describe("a task for which credits are not enough", () => {
  const person = workbenchSuite({
    files: { ".vscode/tasks.json": guarded },
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
    ],
  });

  it("is stopped, and a person is told why", async () => {
    person().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
    await person().runBoundCommand(1);
    await person().waitForStatusBar("Poof 3,766");
    await person().window.runCommand("Tasks: Run Task");
    await person().window.quickPickRow("batch").waitFor();
    await person().type("batch");
    await person().dismissNotification("Poof: Not enough: short by 1 credit.");
  });
});
