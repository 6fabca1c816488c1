import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "mocha";
import { run } from "../../scripts/helpers/process.ts";
import { root } from "../../scripts/helpers/root.ts";
import { bundlesRequiredBy } from "../../scripts/packaging/hostBundles.ts";
import { hostParts } from "../../scripts/packaging/hostParts.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";

/** The Node modules that the host's bundles may use. None is for the network, because requests use VS Code's `fetch`. */
const allowed = ["node:crypto", "node:fs", "node:fs/promises", "node:os", "node:path"];
/** The bundle that listens on loopback after the user has added the sample accounts. */
const serverBundle = "startSampleServer.cjs";
/** The bundle that listens on a socket of the user's own, once an agent or a terminal is set up. */
const refreshBundle = "refreshServer.cjs";
/** The command line and the MCP server: a process of its own, which holds no key and asks a window over that socket. */
const commandLine = "mcp.cjs";
/** What several parts of the extension share. */
const sharedBundle = /^shared\d+\.cjs$/;
/** What the host's bundles may have together, in bytes of minified code. With a copy in each, it is half as much again. */
const maxHostBytes = 610_000;
/** What some bundles use besides. */
const moreAllowed: Readonly<Record<string, readonly string[]>> = {
  // The parser of `.env` files, and the packed page of the panel.
  "commandHandlers.cjs": ["node:util", "node:zlib"],
  [serverBundle]: ["node:http"],
  [refreshBundle]: ["node:http"],
  [commandLine]: ["node:http", "node:process", "node:timers/promises", "node:util", "util"],
};
/** The bundle that writes configuration of other programs, which variables place. It has no key and no address. */
const connectionsBundle = "connections.cjs";
const placeVariables = [
  "APPDATA",
  "CLAUDE_CONFIG_DIR",
  "CLINE_DATA_DIR",
  "CLINE_DIR",
  "CLINE_MCP_SETTINGS_PATH",
  "CODEX_HOME",
  "GEMINI_CLI_HOME",
  "LOCALAPPDATA",
  "PATH",
  "USERPROFILE",
  "XDG_CONFIG_HOME",
];

describe("the shipped code", () => {
  let parts: ReadonlyMap<string, string> = new Map();

  before(async function () {
    this.timeout(minuteMs);
    await using folder = await temporaryFolder();
    await run(process.execPath, ["esbuild.mjs", `--to=${folder.path}`], { cwd: root });
    const files = globSync("{*.cjs,webview/*.js}", { cwd: folder.path });
    parts = new Map(files.map((file) => [file, readFileSync(path.join(folder.path, file), "utf8")]));
    assert.ok(!folder.path.startsWith(root) && folder.path.startsWith(tmpdir()));
  });

  it("the shipped code is a bundle per part, what parts share, the command line and the panel's scripts", () => {
    const host = Object.keys(hostParts()).map((name) => `${name}.cjs`);
    assert.ok(host.includes("extension.cjs") && host.includes(serverBundle));
    const webview = ["main.js", "unpack.js"].map((name) => path.join("webview", name));
    const named = [...parts.keys()].filter((file) => !sharedBundle.test(file));
    assert.deepEqual(new Set(named), new Set([...host, commandLine, ...webview]));
  });

  it("the shipped code is ASCII, because V8 keeps other code at two bytes for each character", () => {
    const others = [...parts].filter(([, code]) => /[^\0-\x7f]/.test(code)).map(([file]) => file);
    assert.deepEqual(others, []);
    // Regular expressions with such characters, in a part, in what parts share and in the panel's script.
    for (const file of ["extension.cjs", "monitor.cjs", "adapters.cjs", path.join("webview", "main.js")])
      assert.match(parts.get(file) ?? "", /\\u(?:3002|221e)/, file);
  });

  it("what parts share is shipped once, and each bundle that another one loads is there", () => {
    const host = [...parts].filter(([file]) => /^\w+\.cjs$/.test(file) && file !== commandLine);
    const bytes = host.reduce((sum, [, code]) => sum + Buffer.byteLength(code), 0);
    assert.ok(bytes <= maxHostBytes, `${bytes} bytes`);
    const required = new Set(host.flatMap(([, code]) => bundlesRequiredBy(code)));
    assert.deepEqual(
      required,
      new Set(host.map(([file]) => file).filter((file) => file !== "extension.cjs")),
    );
    // Texts of big.js and of zod.
    for (const text of ["[big.js] ", "Invalid discriminated union"]) {
      const files = host.filter(([, code]) => code.includes(text)).map(([file]) => file);
      assert.equal(files.length, 1, `${text}: ${files}`);
    }
  });

  it("the shipped code reads no environment variable that could redirect a key", () => {
    const vscodeEnv = ["appHost", "clipboard", "language", "openExternal", "remoteName", "uiKind"];
    for (const [file, code] of parts) {
      const read = [...code.matchAll(/([\w$]+)\.env\b(?:\.(\w+))?/g)];
      const names = file === connectionsBundle ? [...vscodeEnv, ...placeVariables] : vscodeEnv;
      for (const [expression, , name = ""] of read) assert.ok(names.includes(name), `${file}: ${expression}`);
      assert.doesNotMatch(code, /process\s*(\?\.)?\s*\[|\["env"\]|import\.meta/, file);
    }
  });

  it("the shipped code uses no Node module for the network, for programs or for threads", () => {
    for (const [file, code] of parts) {
      const required = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name = ""]) => name);
      const others = required.filter((name) => name !== "vscode" && !/^\.\/\w+\.cjs$/.test(name));
      const odd = others.filter((name) => !allowed.includes(name));
      const more = moreAllowed[file] ?? [];
      assert.deepEqual([...new Set(odd.filter((name) => !more.includes(name)))], [], file);
      assert.ok(
        more.every((name) => odd.includes(name)),
        `${file} needs fewer`,
      );
      const built = [...code.matchAll(/getBuiltinModule\(([^)]*)\)/g)].map(([, name]) => name);
      assert.ok(
        built.every((name) => name === '"node:sqlite"'),
        `${file}: ${built}`,
      );
    }
  });

  it("what listens or calls in the shipped code does so on this machine alone", () => {
    assert.match(parts.get(commandLine) ?? "", /socketPath:/);
    for (const file of [commandLine, refreshBundle])
      assert.doesNotMatch(parts.get(file) ?? "", /\bhostname:|\bhost:|\bport:|\bfetch\(|secrets\.get/, file);
  });

  it("the shipped code evaluates no text as code", () => {
    for (const [file, code] of parts) assert.doesNotMatch(code, /\beval\(|new Function\b|\bFunction\(/, file);
  });

  it("the shipped code writes nothing to the console", () => {
    for (const [file, code] of parts) {
      const words = [...code.matchAll(/console\.\w+\((.{0,60})/g)].map(([, word = ""]) => word);
      // Warnings of bundled libraries about their misuse.
      const odd = words.filter((word) => !/^`(\[destr\] |Missing attribute name )/.test(word));
      assert.deepEqual(odd, [], file);
    }
  });
});
