import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, it } from "mocha";
import { mustRun } from "../../../scripts/support/mustRun.ts";
import { root } from "../../../scripts/support/root.ts";
import { scratchFolder } from "../support/scratchFolder.ts";

/** What each part may ask of the host it runs in, beside the other parts and `vscode`. */
const modules: Readonly<Record<string, readonly string[]>> = {
  "adapters.cjs": ["node:crypto"],
  "commandHandlers.cjs": ["node:crypto", "node:fs/promises", "node:os", "node:path"],
  "extension.cjs": ["node:crypto", "node:path"],
  "lookout.cjs": [],
  "openHistory.cjs": ["node:fs", "node:path"],
  // The sample providers listen on loopback, and only when somebody tries them.
  "startSampleServer.cjs": ["node:crypto", "node:http"],
};

describe("the code that ships", () => {
  let parts: ReadonlyMap<string, string> = new Map();

  before(async function () {
    this.timeout(60_000);
    await using folder = await scratchFolder();
    await mustRun(process.execPath, ["esbuild.mjs", `--to=${folder.path}`], { cwd: root });
    const files = globSync("{*.cjs,panel/*.js}", { cwd: folder.path });
    parts = new Map(files.map((file) => [file, readFileSync(path.join(folder.path, file), "utf8")]));
    assert.ok(!folder.path.startsWith(root) && folder.path.startsWith(tmpdir()));
  });

  it("reads no environment variable: none can lead a key elsewhere", () => {
    const vscodeEnv = ["appHost", "clipboard", "language", "remoteName", "uiKind"];
    for (const [file, code] of parts) {
      const read = [...code.matchAll(/([\w$]+)\.env\b(?:\.(\w+))?/g)];
      for (const [whole, , name = ""] of read) assert.ok(vscodeEnv.includes(name), `${file}: ${whole}`);
      assert.doesNotMatch(code, /process\s*(\?\.)?\s*\[|\["env"\]|import\.meta/, file);
    }
  });

  it("asks Node for no more modules than it needs, and starts no program", () => {
    assert.deepEqual(
      [...parts.keys()].filter((file) => file.endsWith(".cjs")).toSorted(),
      Object.keys(modules),
    );
    for (const [file, allowed] of Object.entries(modules)) {
      const asked = [...(parts.get(file) ?? "").matchAll(/require\("([^"]+)"\)/g)].map(
        ([, name = ""]) => name,
      );
      const others = asked.filter((name) => name !== "vscode" && !name.startsWith("./"));
      assert.deepEqual([...new Set(others)].toSorted(), allowed, file);
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
