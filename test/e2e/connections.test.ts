import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eventually } from "../helpers/eventually.ts";
import { workbenchSuite } from "./helpers/workbenchSuite.ts";

describe("agents and terminals", () => {
  const user = workbenchSuite({
    bound: (sample) => [
      {
        command: "creditMonitor.addAccount",
        args: { provider: "poof", baseUrl: sample.baseUrl("poof"), key: sample.credentials.poof.key },
      },
    ],
  });
  const configFile = () => path.join(user().agentFolder, ".claude.json");
  const configText = () => readFileSync(configFile(), "utf8");
  /** Runs a command of the palette and picks a row of its list. */
  const run = async (name: string, row: string) => {
    await user().window.runCommand(`Credit Monitor: ${name}`);
    await user().inputBox(name);
    await user().window.pick(row);
  };
  const dialog = (text: string) => user().window.page.getByRole("dialog").filter({ hasText: text });

  before(async function () {
    // Its shell cannot run what the tests run.
    if (process.platform === "win32") this.skip();
    user().sample.accounts.set("poof", { maxCredits: "5000", usedCredits: "1234" });
    await user().runBoundCommand(1);
    await user().waitForStatusBar("Poof 3,766");
  });

  it("Connect an Agent shows what it writes, the agent's program answers, and Disconnect an Agent takes it out", async () => {
    const text = '{\n  "numStartups": 1 // mine\n}\n';
    writeFileSync(configFile(), text);
    await run("Connect an Agent", "Claude Code");
    const question = dialog("Connect Claude Code?");
    await question.waitFor();
    const shown = await question.innerText();
    for (const part of [
      configFile(),
      '"credit-monitor": {',
      "claude mcp add --scope user credit-monitor -- ",
    ]) {
      assert.ok(shown.includes(part), shown);
    }
    assert.equal(configText(), text);
    await question.getByRole("button", { name: "Write", exact: true }).click();
    await user().dismissNotification("Claude Code is connected.");
    const connected = configText();
    assert.ok(connected.includes('"numStartups": 1 // mine'), connected);
    const [, command = '""'] = /"command": (".*")/.exec(connected) ?? [];
    const check = (amount: string) => spawnSync(JSON.parse(command), ["check", "poof", amount]).status;
    await eventually(() => assert.deepEqual([check("3766"), check("3767")], [0, 1]));
    await run("Disconnect an Agent", "Claude Code");
    await user().dismissNotification("Claude Code is disconnected.");
    assert.equal(configText(), text);
  });

  it("Connect an Agent offers to copy where a file is damaged, and Disconnect an Agent asks before it removes a changed entry", async () => {
    writeFileSync(configFile(), '{ "mcpServers": ');
    await run("Connect an Agent", "Claude Code");
    const message = user().window.notifications().filter({ hasText: ".claude.json cannot be read: " });
    await message.getByRole("button", { name: "Copy" }).click();
    await user().dismissNotification("Copied.");
    const { type, command, args } = JSON.parse(await user().clipboard()).mcpServers["credit-monitor"];
    assert.deepEqual([type, args], ["stdio", ["mcp"]]);
    assert.equal(spawnSync(command, ["help"]).status, 0);
    assert.equal(configText(), '{ "mcpServers": ');
    const changed = '{ "mcpServers": { "credit-monitor": { "command": "mine" } } }';
    writeFileSync(configFile(), changed);
    const question = dialog("was changed since");
    for (const answer of ["Cancel", "Remove"]) {
      await run("Disconnect an Agent", "Claude Code");
      await question.waitFor();
      assert.match(await question.innerText(), /"command": "mine"/);
      assert.equal(configText(), changed);
      await question.getByRole("button", { name: answer, exact: true }).click();
      await question.waitFor({ state: "hidden" });
    }
    await user().dismissNotification("Claude Code is disconnected.");
    assert.deepEqual(JSON.parse(configText()), { mcpServers: {} });
  });

  it("Install Command Line Tool puts the command on the PATH, and Remove Command Line Tool takes it away", async () => {
    const bin = await user().installCommandLineTool();
    const env = { PATH: `${bin}${path.delimiter}${process.env.PATH}` };
    const shell = (line: string) => spawnSync("sh", ["-c", line], { env, encoding: "utf8" });
    await eventually(() => {
      const { status, stdout, stderr } = shell("credit-monitor status");
      assert.deepEqual([status, stderr], [0, ""]);
      assert.match(stdout, /^Poof .* 3,766 credits/m);
    });
    assert.equal(shell("credit-monitor check poof 3767 --max-age 10m").status, 1);
    await user().window.runCommand("Credit Monitor: Remove Command Line Tool");
    await user().dismissNotification("credit-monitor was removed from ");
    assert.deepEqual(readdirSync(bin), []);
  });
});
