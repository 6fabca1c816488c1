import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { eventually } from "../helpers/eventually.ts";
import { type ActiveExtension, manifest, shippedBundle } from "./helpers/shippedBundle.ts";
import type { Gap } from "./helpers/stubVscode.ts";

describe("the shipped bundle in an editor that lacks something", () => {
  const bundle = shippedBundle();
  const activate = (gaps: readonly Gap[]) => bundle.activate({ gaps });

  /** Everything that needs none of what may be missing. */
  async function assertWorks({ commands, api, shownItems, logLines }: ActiveExtension): Promise<void> {
    assert.equal(commands.size, manifest.contributes.commands.length);
    assert.deepEqual(api.accounts(), []);
    assert.ok(shownItems().every(({ text }) => text !== ""));
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
