import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { describe, it } from "mocha";
import { run } from "../../scripts/helpers/process.ts";
import { root } from "../../scripts/helpers/root.ts";
import { minuteMs } from "../../src/core/time/durations.ts";
import { eventually } from "../helpers/eventually.ts";
import { MemorySecrets } from "../helpers/memorySecrets.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { type Gap, type StubVscode, stubVscode } from "./helpers/stubVscode.ts";

const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const properties: Readonly<Record<string, { readonly default: unknown }>> = Object.assign(
  {},
  ...[manifest.contributes.configuration].flat().map((part) => part.properties),
);
const defaults = Object.fromEntries(
  Object.entries(properties).map(([name, setting]) => [name.replace("creditMonitor.", ""), setting.default]),
);

interface ActiveExtension extends StubVscode, AsyncDisposable {
  readonly api: { accounts(): readonly unknown[] };
}

describe("the shipped bundle in an editor that lacks something", () => {
  let built: Awaited<ReturnType<typeof temporaryFolder>>;
  let starts = 0;

  before(async function () {
    this.timeout(minuteMs);
    built = await temporaryFolder();
    await run(process.execPath, ["esbuild.mjs", `--to=${path.join(built.path, "dist")}`], { cwd: root });
  });
  after(() => built[Symbol.asyncDispose]());

  /** Activates a copy of its own of the bundle, whose `vscode` lacks these parts. */
  async function activate(gaps: readonly Gap[]): Promise<ActiveExtension> {
    const stub = stubVscode(gaps, defaults);
    const folder = path.join(built.path, `start-${++starts}`);
    cpSync(path.join(built.path, "dist"), folder, { recursive: true });
    mkdirSync(path.join(folder, "node_modules"));
    writeFileSync(path.join(folder, "package.json"), '{ "type": "commonjs" }');
    const stubFile = path.join(folder, "node_modules", "vscode.js");
    writeFileSync(stubFile, "");
    const require = createRequire(path.join(folder, "test.cjs"));
    require("vscode");
    const cached = require.cache[stubFile];
    assert.ok(cached);
    cached.exports = stub.module;
    const subscriptions: { dispose(): unknown }[] = [];
    const secrets = Object.assign(new MemorySecrets(), { onDidChange: () => ({ dispose: () => undefined }) });
    const api = await require("./extension.cjs").activate({
      subscriptions,
      secrets,
      extension: { packageJSON: manifest },
      extensionUri: { fsPath: root },
      globalStorageUri: { fsPath: path.join(folder, "storage") },
      globalState: { get: () => undefined, update: async () => undefined, keys: () => [] },
    });
    const dispose = async () => {
      for (const one of subscriptions.reverse()) await one.dispose();
    };
    return { ...stub, api, [Symbol.asyncDispose]: dispose };
  }

  /** Everything that needs none of what may be missing. */
  async function assertWorks({ commands, api, statusBarTexts, logLines }: ActiveExtension): Promise<void> {
    assert.equal(commands.size, manifest.contributes.commands.length);
    assert.deepEqual(api.accounts(), []);
    assert.ok(statusBarTexts().every((text) => text !== ""));
    await commands.get("creditMonitor.showLog")?.();
    assert.deepEqual(
      logLines.filter((line) => /error/i.test(line)),
      [],
    );
  }

  const withoutSqlite = async (sqlite: unknown, work: () => Promise<void>) => {
    const { getBuiltinModule } = process;
    Object.assign(process, {
      getBuiltinModule: (name: string) => (name === "node:sqlite" ? sqlite : getBuiltinModule(name)),
    });
    try {
      await work();
    } finally {
      Object.assign(process, { getBuiltinModule });
    }
  };

  it("an editor that lacks nothing gets the agent tool, and no notification", async () => {
    await using extension = await activate([]);
    await assertWorks(extension);
    assert.deepEqual(extension.tools, ["credit-monitor_check_credits"]);
    assert.deepEqual(extension.warnings, []);
  });

  for (const gap of ["lm", "registerTool"] as const) {
    it(`an editor without ${gap} lacks the agent tool alone, and says so once`, async () => {
      await using extension = await activate([gap]);
      await eventually(() => assert.equal(extension.warnings.length, 1));
      await assertWorks(extension);
      assert.match(extension.warnings.join(), /no agent tools.*Everything else works/);
    });
  }

  it("an editor whose output channel has no levels gets them as words in the lines", async () => {
    await using extension = await activate(["logLevels", "lm"]);
    await eventually(() =>
      assert.match(extension.logLines.join(), /^\[warning\] this editor has no agent tools$/),
    );
    await assertWorks(extension);
  });

  const broken = {
    DatabaseSync: class {
      constructor() {
        throw new TypeError("not built");
      }
    },
  };
  for (const [name, sqlite] of [
    ["no SQLite", undefined],
    ["an SQLite that does not work", broken],
  ] as const) {
    it(`an editor with ${name} has no history, and says what still works`, () =>
      withoutSqlite(sqlite, async () => {
        await using extension = await activate([]);
        await eventually(() => assert.equal(extension.warnings.length, 1));
        assert.match(extension.warnings.join(), /no SQLite.*Balances still update/);
        await assertWorks(extension);
      }));
  }

  it("an editor that lacks everything optional says all of it in one notification", () =>
    withoutSqlite(undefined, async () => {
      await using extension = await activate(["lm", "logLevels"]);
      const isLogged = (text: string) => extension.logLines.includes(`[warning] ${text}`);
      await eventually(() =>
        assert.ok(isLogged("history: noModule") && isLogged("this editor has no agent tools")),
      );
      await eventually(() => assert.equal(extension.warnings.length, 1));
      assert.match(extension.warnings.join(), /no SQLite and no agent tools.*Balances and alerts still work/);
      await assertWorks(extension);
    }));
});
