import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { extension } from "./helpers/creditMonitor.ts";
import { rejection } from "./helpers/rejection.ts";
import { runCommand } from "./helpers/runCommand.ts";

describe("the connection of agents and terminals", () => {
  let folder = "";
  let isStandIn = false;
  const bundle = () => path.join(extension().extensionPath, "dist", "mcp.cjs");
  const at = (...names: string[]) => path.join(folder, ...names);

  before(async function () {
    if (process.platform === "win32") this.skip();
    await extension().activate();
    folder = mkdtempSync(path.join(tmpdir(), "credit-monitor-connections-"));
    isStandIn = !existsSync(bundle());
    if (isStandIn) writeFileSync(bundle(), "process.exitCode = process.argv[2] === 'check' ? 3 : 0;");
  });

  after(() => {
    if (isStandIn) rmSync(bundle(), { force: true });
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it("installCommandLineTool puts a command into the folder that runs in a shell, and removeCommandLineTool takes it away", async () => {
    const file = await runCommand("installCommandLineTool", { folder: at("bin") });
    assert.equal(file, at("bin", "credit-monitor"));
    const env = { PATH: `${at("bin")}:${process.env.PATH}` };
    const { status, stdout } = spawnSync("sh", ["-c", "credit-monitor check"], { env, encoding: "utf8" });
    assert.deepEqual([status, stdout], [3, ""]);
    assert.deepEqual(await runCommand("removeCommandLineTool"), [file]);
    assert.ok(!existsSync(at("bin", "credit-monitor")));
    assert.deepEqual(await runCommand("removeCommandLineTool"), []);
  });

  it("installCommandLineTool leaves a file that is not its own, and names it", async () => {
    mkdirSync(at("other"));
    writeFileSync(at("other", "credit-monitor"), "#!/bin/sh\n");
    const error = await rejection(runCommand("installCommandLineTool", { folder: at("other") }));
    assert.match(error.message, /credit-monitor is there already and was not written by Credit Monitor/);
    assert.equal(readFileSync(at("other", "credit-monitor"), "utf8"), "#!/bin/sh\n");
  });

  it("connectAgent adds an entry whose program starts, and disconnectAgent gives the same bytes again", async () => {
    const file = at("claude.json");
    const text = '{\n\t"numStartups": 1, // mine\n\t"mcpServers": {}\n}\n';
    writeFileSync(file, text);
    const args = { agent: "claude-code", file };
    assert.equal(await runCommand("connectAgent", args), file);
    const connected = readFileSync(file, "utf8");
    assert.ok(connected.includes('"numStartups": 1, // mine'));
    const [, entry = ""] = /"credit-monitor": (\{[\s\S]*?\})/.exec(connected) ?? [];
    const { type, command, args: words } = JSON.parse(entry);
    assert.deepEqual([type, words], ["stdio", ["mcp"]]);
    assert.equal(spawnSync(command, ["check"]).status, 3);
    // Again changes nothing.
    assert.equal(await runCommand("connectAgent", args), file);
    assert.equal(readFileSync(file, "utf8"), connected);
    assert.equal(await runCommand("disconnectAgent", args), true);
    assert.equal(readFileSync(file, "utf8"), text);
    assert.equal(await runCommand("disconnectAgent", args), false);
  });

  it("connectAgent creates the file of Codex, and disconnectAgent removes it", async () => {
    const file = at("codex", "config.toml");
    await runCommand("connectAgent", { agent: "codex", file });
    assert.match(
      readFileSync(file, "utf8"),
      /^\[mcp_servers\.credit-monitor\]\ncommand = "\/.*"\nargs = \[ "mcp" \]\n$/,
    );
    await runCommand("disconnectAgent", { agent: "codex", file });
    assert.ok(!existsSync(file));
  });

  it("disconnectAgent removes an entry that was changed by hand only when it is told to", async () => {
    const file = at("zed.json");
    const text = '{"context_servers":{"credit-monitor":{"command":"mine"}},"theme":"One"}';
    writeFileSync(file, text);
    const args = { agent: "zed", file };
    const connecting = await rejection(runCommand("connectAgent", args));
    assert.match(connecting.message, /has an entry “credit-monitor” that Credit Monitor did not write/);
    const disconnecting = await rejection(runCommand("disconnectAgent", args));
    assert.match(disconnecting.message, /was changed since, or was not written by Credit Monitor/);
    assert.equal(readFileSync(file, "utf8"), text);
    assert.equal(await runCommand("disconnectAgent", { ...args, force: true }), true);
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), { context_servers: {}, theme: "One" });
  });

  it("connectAgent leaves a damaged file as it is, and says where it is damaged", async () => {
    const file = at("cursor.json");
    writeFileSync(file, '{\n"mcpServers": {\n');
    const error = await rejection(runCommand("connectAgent", { agent: "cursor", file }));
    assert.match(
      error.message,
      /cursor\.json cannot be read: .*, line \d\. Repair it, or copy the configuration\./,
    );
    assert.equal(readFileSync(file, "utf8"), '{\n"mcpServers": {\n');
  });

  it("connectAgent and installCommandLineTool name a wrong argument", async () => {
    const wrong = [
      ["connectAgent", { agent: "emacs" }, "agent"],
      ["connectAgent", { agent: "json" }, "file"],
      ["connectAgent", { agent: "zed", file: "relative.json" }, "file"],
      ["disconnectAgent", { agent: "zed", file: at("x"), force: "yes" }, "force"],
      ["installCommandLineTool", { folder: "bin" }, "folder"],
    ] as const;
    for (const [command, args, field] of wrong) {
      const error = await rejection(runCommand(command, args));
      assert.equal(error.message, `Invalid argument: ${field}`);
    }
  });
});
