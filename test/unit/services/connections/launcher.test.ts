import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, it } from "mocha";
import {
  type InstallOptions,
  installLauncher,
  updateLauncher,
} from "../../../../src/services/connections/installLauncher.ts";
import { batchPath, launcherFiles, launcherText } from "../../../../src/services/connections/launcher.ts";
import { installShim, removeShim, shimText } from "../../../../src/services/connections/toolShim.ts";
import { temporaryFolder } from "../../../helpers/temporaryFolder.ts";

/** A program that prints its arguments, and ends with the exit code that the first one names. */
const echo =
  "console.log(JSON.stringify([process.env.ELECTRON_RUN_AS_NODE ?? null, ...process.argv.slice(2)])); process.exitCode = Number(process.argv[2]);";
const hardArguments = [
  "a b",
  "",
  "it's",
  '"q"',
  "%PATH%",
  "!x!",
  "$HOME",
  "`id`",
  "\\",
  "a\nb",
  "--",
  "*",
  "é",
  "a&b|c;d<e>f^g(h)",
];

async function optionsIn(folder: string): Promise<InstallOptions> {
  const source = join(folder, "mcp.cjs");
  await writeFile(source, echo);
  const storage = join(folder, "it's a $HOME % storage");
  return {
    ...launcherFiles(storage, process.platform),
    source,
    host: process.execPath,
    version: "1.2.3",
    platform: process.platform,
    variables: {},
  };
}

describe("the launcher in a real shell", () => {
  before(function () {
    if (process.platform === "win32") this.skip();
  });

  it("the launcher runs the program with VS Code's Node.js, with every argument as it is, and ends with its exit code", async () => {
    await using folder = await temporaryFolder();
    const options = await optionsIn(folder.path);
    await installLauncher(options);
    for (const code of ["0", "1", "2", "3"]) {
      const { status, stdout, stderr } = spawnSync(options.launcher, [code, ...hardArguments], {
        encoding: "utf8",
      });
      assert.deepEqual(JSON.parse(stdout), ["1", code, ...hardArguments]);
      assert.equal(stderr, "");
      assert.equal(status, Number(code));
    }
  });

  it("the launcher keeps the program compiled beside it, and runs what is installed now", async () => {
    await using folder = await temporaryFolder();
    const options = await optionsIn(folder.path);
    await installLauncher(options);
    const run = () => spawnSync(options.launcher, ["0", "x"], { encoding: "utf8" });
    assert.equal(run().status, 0);
    const [version = ""] = await readdir(options.compileCache);
    assert.notDeepEqual(await readdir(join(options.compileCache, version)), []);
    assert.equal(run().stdout, '["1","0","x"]\n');
    await writeFile(options.source, 'process.stdout.write("new");');
    await installLauncher(options);
    assert.equal(run().stdout, "new");
  });

  it("the launcher works where compiled code cannot be kept", async () => {
    await using folder = await temporaryFolder();
    const options = await optionsIn(folder.path);
    await installLauncher(options);
    await writeFile(options.compileCache, "a file");
    const { status, stdout, stderr } = spawnSync(options.launcher, ["0"], { encoding: "utf8" });
    assert.deepEqual([status, stdout, stderr], [0, '["1","0"]\n', ""]);
  });

  it("the launcher and its program are for the user alone", async () => {
    await using folder = await temporaryFolder();
    const options = await optionsIn(folder.path);
    const mask = process.umask(0);
    try {
      await installLauncher(options);
    } finally {
      process.umask(mask);
    }
    const modeOf = async (path: string) => (await stat(path)).mode & 0o777;
    assert.deepEqual(
      await Promise.all([options.folder, options.bundle, options.launcher].map(modeOf)),
      [0o700, 0o600, 0o700],
    );
  });

  it("the launcher takes node from the PATH where VS Code has moved, and says what is missing where that is too old or missing", async () => {
    await using folder = await temporaryFolder();
    const options = { ...(await optionsIn(folder.path)), host: join(folder.path, "gone", "code") };
    await installLauncher(options);
    const bin = join(folder.path, "bin");
    await mkdir(bin);
    const run = () => spawnSync(options.launcher, ["1", "x y"], { encoding: "utf8", env: { PATH: bin } });
    const node = join(bin, "node");
    const script = (text: string) => writeFile(node, `#!/bin/sh\n${text}\n`).then(() => chmod(node, 0o755));

    await script(`exec '${process.execPath}' "$@"`);
    const found = run();
    assert.deepEqual([found.status, JSON.parse(found.stdout)], [1, [null, "1", "x y"]]);

    await script("exit 1");
    const old = run();
    assert.deepEqual([old.status, old.stdout], [2, ""]);
    assert.match(
      old.stderr,
      /^credit-monitor: it needs VS Code, .* or Node\.js 22\.13 or newer on the PATH\..*\n$/,
    );

    await rm(node);
    const missing = run();
    assert.deepEqual([missing.status, missing.stderr], [2, old.stderr]);
    await rm(options.bundle);
    const gone = run();
    assert.deepEqual([gone.status, gone.stdout], [2, ""]);
    assert.match(gone.stderr, /^credit-monitor: its program is missing\. Start VS Code .*\n$/);
  });

  it("the launcher is renewed when it is of another version or another VS Code, and only where it was installed", async () => {
    await using folder = await temporaryFolder();
    const options = await optionsIn(folder.path);
    assert.equal(await updateLauncher(options), false);
    await assert.rejects(stat(options.folder), { code: "ENOENT" });
    await installLauncher(options);
    await writeFile(options.source, `${echo}// new`);
    assert.equal(await updateLauncher(options), false);
    for (const changed of [
      { ...options, version: "1.2.4" },
      { ...options, version: "1.2.4", host: "/moved" },
    ]) {
      assert.equal(await updateLauncher(changed), true);
      assert.equal(await readFile(options.launcher, "utf8"), launcherText(changed));
      assert.match(await readFile(options.bundle, "utf8"), /new$/);
    }
  });

  it("the shim passes arguments and exit codes on, and says what is missing when the extension is gone", async () => {
    await using folder = await temporaryFolder();
    const options = await optionsIn(folder.path);
    await installLauncher(options);
    const bin = join(folder.path, "my bin");
    const shim = await installShim(bin, options);
    assert.deepEqual(shim, { ok: true, file: join(bin, "credit-monitor") });
    const run = (...args: string[]) =>
      spawnSync("sh", ["-c", 'credit-monitor "$@"', "sh", ...args], {
        encoding: "utf8",
        env: { PATH: `${bin}:${process.env.PATH}` },
      });
    const { status, stdout } = run("1", ...hardArguments);
    assert.deepEqual([status, JSON.parse(stdout)], [1, ["1", "1", ...hardArguments]]);
    await rm(options.launcher);
    const gone = run("1");
    assert.deepEqual([gone.status, gone.stdout], [2, ""]);
    assert.equal(
      gone.stderr,
      "credit-monitor: the extension Credit Monitor of VS Code was removed. This file can be deleted.\n",
    );
    assert.deepEqual(await removeShim(shim.file), { ok: true, file: shim.file });
    await assert.rejects(stat(shim.file), { code: "ENOENT" });
  });

  it("a file that is not the shim is neither replaced nor deleted", async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, "credit-monitor");
    const options = { launcher: "/l", platform: process.platform, variables: {} };
    const foreign = { ok: false, file, reason: "foreign" };
    assert.deepEqual(await removeShim(file), foreign);
    await writeFile(file, "#!/bin/sh\necho mine\n");
    assert.deepEqual(await installShim(folder.path, options), foreign);
    assert.deepEqual(await removeShim(file), foreign);
    assert.equal(await readFile(file, "utf8"), "#!/bin/sh\necho mine\n");
    await rm(file);
    await mkdir(file);
    assert.deepEqual(await installShim(folder.path, options), foreign);
  });

  it("the launcher and the shim are valid for the strictest shell that is installed", async () => {
    await using folder = await temporaryFolder();
    const options = await optionsIn(folder.path);
    for (const text of [launcherText(options), shimText(options)]) {
      execFileSync("sh", ["-n"], { input: text });
      assert.ok(text.startsWith("#!/bin/sh\n") && !text.includes("\r"));
    }
  });
});

describe("the launcher for Windows", () => {
  const storage = "C:\\Users\\Jörg\\AppData\\Roaming\\Code\\User\\globalStorage\\x.y";
  const files = launcherFiles(storage, "win32");
  const variables = {
    USERPROFILE: "C:\\Users\\Jörg",
    APPDATA: "C:\\Users\\Jörg\\AppData\\Roaming",
    LOCALAPPDATA: "",
  };
  const host = "C:\\Program Files\\100% (x86)\\Code.exe";
  const options = { ...files, host, version: "1.2.3", platform: "win32", variables };

  it("the launcher for Windows lies beside its program", () => {
    assert.deepEqual(files, {
      folder: `${storage}\\bin`,
      bundle: `${storage}\\bin\\credit-monitor.cjs`,
      launcher: `${storage}\\bin\\credit-monitor.cmd`,
      compileCache: `${storage}\\bin\\cache`,
    });
    assert.match(launcherText(options), /^set "NODE_COMPILE_CACHE=%~dp0cache"\r$/m);
  });

  it("the launcher for Windows passes arguments on once, without delayed expansion, outside of parentheses", () => {
    const text = launcherText(options);
    const lines = text.split("\r\n");
    assert.doesNotMatch(text, /[^\r]\n/);
    assert.ok(
      lines.indexOf("setlocal DisableDelayedExpansion") < lines.findIndex((line) => line.includes("%*")),
    );
    const quoted = '"C:\\Program Files\\100%% (x86)\\Code.exe"';
    assert.deepEqual(
      lines.filter((line) => line.includes("%*")),
      [`${quoted} "%bundle%" %*`, 'node "%bundle%" %*'],
    );
    assert.ok(lines.includes(`if not exist ${quoted} goto node`));
    for (const label of text.matchAll(/goto (\w+)/g)) assert.ok(lines.includes(`:${label[1]}`), label[0]);
    // Every way through ends with an exit code.
    assert.equal(text.match(/^exit \/b /gm)?.length, 4);
    assert.doesNotMatch(text, /^\s*\(/m);
    assert.doesNotMatch(text, /^call .*%\*/m);
  });

  it("a path with other characters than ASCII starts with a variable, so that no code page changes it", () => {
    const shim = shimText({ launcher: files.launcher, platform: "win32", variables });
    assert.ok(shim.includes('"%APPDATA%\\Code\\User\\globalStorage\\x.y\\bin\\credit-monitor.cmd" %*\r\n'));
    assert.match(shim, /^[\x20-\x7e\r\n]*$/);
    assert.equal(batchPath("D:\\Ü 5%\\Code.exe", variables), "D:\\Ü 5%%\\Code.exe");
    assert.match(launcherText({ ...options, host: "D:\\Ü\\Code.exe" }), /^chcp 65001 >nul\r$/m);
    assert.doesNotMatch(launcherText(options), /chcp/);
  });
});
