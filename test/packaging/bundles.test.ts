import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "mocha";
import { run } from "../../scripts/helpers/process.ts";
import { root } from "../../scripts/helpers/root.ts";
import { hostParts } from "../../scripts/packaging/hostParts.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";

/** The Node modules that the host's bundles may use. None is for the network: requests go through VS Code's `fetch`. */
const allowed = ["node:crypto", "node:fs", "node:fs/promises", "node:os", "node:path"];
/** The sample providers listen on loopback after the user has added the sample accounts. */
const listening = "startSampleServer.cjs";

describe("the code that ships", () => {
  let parts: ReadonlyMap<string, string> = new Map();

  before(async function () {
    this.timeout(minuteMs);
    await using folder = await temporaryFolder();
    await run(process.execPath, ["esbuild.mjs", `--to=${folder.path}`], { cwd: root });
    const files = globSync("{*.cjs,panel/*.js}", { cwd: folder.path });
    parts = new Map(files.map((file) => [file, readFileSync(path.join(folder.path, file), "utf8")]));
    assert.ok(!folder.path.startsWith(root) && folder.path.startsWith(tmpdir()));
  });

  it("is the activation bundle, a bundle for each lazy part, and the panel's script", () => {
    const host = Object.keys(hostParts()).map((name) => `${name}.cjs`);
    assert.ok(host.includes("extension.cjs") && host.includes(listening));
    assert.deepEqual(new Set(parts.keys()), new Set([...host, path.join("panel", "panel.js")]));
  });

  it("reads no environment variable: none can lead a key elsewhere", () => {
    const vscodeEnv = ["appHost", "clipboard", "language", "remoteName", "uiKind"];
    for (const [file, code] of parts) {
      const read = [...code.matchAll(/([\w$]+)\.env\b(?:\.(\w+))?/g)];
      for (const [whole, , name = ""] of read) assert.ok(vscodeEnv.includes(name), `${file}: ${whole}`);
      assert.doesNotMatch(code, /process\s*(\?\.)?\s*\[|\["env"\]|import\.meta/, file);
    }
  });

  it("asks Node for no more modules than it needs: no network, no programs, no threads", () => {
    for (const [file, code] of parts) {
      const asked = [...code.matchAll(/require\("([^"]+)"\)/g)].map(([, name = ""]) => name);
      const others = asked.filter((name) => name !== "vscode" && !/^\.\/\w+\.cjs$/.test(name));
      const odd = others.filter((name) => !allowed.includes(name));
      assert.deepEqual(odd, file === listening ? ["node:http"] : [], file);
      const built = [...code.matchAll(/getBuiltinModule\(([^)]*)\)/g)].map(([, name]) => name);
      assert.ok(
        built.every((name) => name === '"node:sqlite"'),
        `${file}: ${built}`,
      );
    }
  });

  it("makes no code of text", () => {
    for (const [file, code] of parts) assert.doesNotMatch(code, /\beval\(|new Function\b|\bFunction\(/, file);
  });

  it("says nothing on the console", () => {
    for (const [file, code] of parts) {
      const words = [...code.matchAll(/console\.\w+\((.{0,60})/g)].map(([, word = ""]) => word);
      // What our libraries say of their own misuse.
      const odd = words.filter((word) => !/^`(\[destr\] |Missing attribute name )/.test(word));
      assert.deepEqual(odd, [], file);
    }
  });
});
