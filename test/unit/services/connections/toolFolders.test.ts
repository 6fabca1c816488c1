import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import {
  findToolFolders,
  isOnPath,
  pathFolders,
  pathLine,
} from "../../../../src/services/connections/toolFolders.ts";
import { findShims, installShim } from "../../../../src/services/connections/toolShim.ts";
import { temporaryFolder } from "../../../helpers/temporaryFolder.ts";

describe("the folders for the command line tool", () => {
  it("folders in the user's home come first, the customary ones also when they are not on the PATH", async () => {
    await using home = await temporaryFolder();
    await using other = await temporaryFolder();
    const at = (...names: string[]) => join(home.path, ...names);
    for (const folder of [
      at("tools"),
      at(".local", "bin"),
      at("x", "node_modules", ".bin"),
      at("remote-cli"),
    ]) {
      await mkdir(folder, { recursive: true });
    }
    const entries = [
      other.path,
      at("tools"),
      "relative",
      "",
      at("missing"),
      at(".local", "bin"),
      at("x", "node_modules", ".bin"),
      at("remote-cli"),
      at("tools"),
    ];
    const options = { pathVariable: entries.join(":"), home: home.path, platform: "linux" };
    assert.deepEqual(await findToolFolders(options), [
      { path: at(".local", "bin"), isOnPath: true },
      { path: at("tools"), isOnPath: true },
      { path: at("bin"), isOnPath: false },
      { path: other.path, isOnPath: true },
    ]);
    assert.equal(isOnPath(`${at("tools")}/`, options), true);
    assert.equal(isOnPath(at("bin"), options), false);
  });

  it("the PATH of Windows is read without regard to case and quotes", () => {
    const options = {
      pathVariable: 'C:\\Tools;"C:\\My Tools" ;c:\\tools\\;relative;;\\\\server\\share',
      home: "C:\\Users\\a",
      platform: "win32",
    };
    assert.deepEqual(pathFolders(options), ["C:\\Tools", "C:\\My Tools", "\\\\server\\share\\"]);
    assert.equal(isOnPath("c:\\MY tools\\", options), true);
    assert.equal(isOnPath("C:\\Other", options), false);
  });

  it("the line for the shell's startup file adds exactly the folder", () => {
    assert.equal(pathLine("/home/a/.local/bin", "/home/a"), 'export PATH="$HOME/.local/bin:$PATH"');
    const odd = '/opt/a "b" $c `d` \\e';
    const path = execFileSync("sh", ["-c", `${pathLine(odd, "/home/a")}; printf %s "$PATH"`], {
      encoding: "utf8",
    });
    assert.ok(path.startsWith(`${odd}:`), path);
    assert.equal(pathLine("/home/ab/bin", "/home/a"), 'export PATH="/home/ab/bin:$PATH"');
  });

  it("the shims of the tool are found on the PATH again", async () => {
    await using home = await temporaryFolder();
    const folders = [join(home.path, "a"), join(home.path, "b")];
    const options = { launcher: "/l", platform: process.platform, variables: {} };
    for (const folder of folders) await mkdir(folder);
    const installed = await installShim(join(home.path, "b"), options);
    assert.deepEqual(await findShims([...folders, ...folders], process.platform), [installed.file]);
  });
});
