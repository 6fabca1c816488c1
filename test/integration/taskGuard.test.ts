import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { type Disposable, debug, type Task, tasks, workspace } from "vscode";
import { eventually } from "../helpers/eventually.ts";
import { hostSession } from "./helpers/hostSession.ts";

const folder = path.join(process.env.CREDIT_MONITOR_TEST_FOLDER ?? "", ".vscode");

/** The example of docs/tasks.md, with a task and an input for each amount. */
function recipe(amounts: readonly string[]) {
  return {
    version: "2.0.0",
    tasks: amounts.map((amount) => ({
      label: `batch of ${amount}`,
      type: "process",
      command: "true",
      options: { env: { CREDITS: `\${input:enough${amount}}` } },
    })),
    inputs: amounts.map((amount) => ({
      id: `enough${amount}`,
      type: "command",
      command: "creditMonitor.checkCredits",
      args: { accountId: "poof", amount, orStop: true },
    })),
  };
}

describe("a task that checks credits first", () => {
  const session = hostSession();
  const started: string[] = [];
  let watch: Disposable | undefined;

  before(() => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, "tasks.json"), JSON.stringify(recipe(["60", "61"])));
    watch = tasks.onDidStartTask(({ execution }) => started.push(execution.task.name));
  });
  after(() => {
    watch?.dispose();
    for (const file of ["tasks.json", "launch.json", "batch.cjs"]) {
      rmSync(path.join(folder, file), { force: true });
    }
  });
  beforeEach(async () => {
    started.length = 0;
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    await session.addAccount("poof");
  });

  const task = async (name: string): Promise<Task> => {
    let found: Task | undefined;
    await eventually(async () => {
      found = (await tasks.fetchTasks()).find((one) => one.name === name);
      assert.ok(found, `no task ${name}`);
    });
    if (!found) throw new Error();
    return found;
  };

  it("a task starts when the credits are enough", async () => {
    await tasks.executeTask(await task("batch of 60"));
    await eventually(() => assert.deepEqual(started, ["batch of 60"]));
  });

  it("a task does not start when the credits are not enough", async () => {
    await tasks.executeTask(await task("batch of 61"));
    // Much longer than the other task needs to start.
    await wait(2000);
    assert.deepEqual(started, []);
  });

  it("a launch configuration is guarded like a task", async () => {
    const launch = (amount: string) => ({
      name: `batch of ${amount}`,
      type: "node",
      request: "launch",
      program: path.join(folder, "batch.cjs"),
      env: { CREDITS: `\${input:enough${amount}}` },
    });
    const { inputs } = recipe(["60", "61"]);
    const content = { version: "0.2.0", configurations: ["60", "61"].map(launch), inputs };
    writeFileSync(path.join(folder, "launch.json"), JSON.stringify(content));
    writeFileSync(path.join(folder, "batch.cjs"), "");
    const [root] = workspace.workspaceFolders ?? [];
    assert.equal(await debug.startDebugging(root, "batch of 61"), false);
    assert.equal(await debug.startDebugging(root, "batch of 60"), true);
    await debug.stopDebugging();
  });
});
