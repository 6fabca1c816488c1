import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before } from "mocha";
import { run } from "../../../scripts/helpers/process.ts";
import { root } from "../../../scripts/helpers/root.ts";
import { minuteMs } from "../../../src/core/time/durations.ts";
import { MemorySecrets } from "../../helpers/memorySecrets.ts";
import { temporaryFolder } from "../../helpers/temporaryFolder.ts";
import { type StubOptions, type StubVscode, stubVscode } from "./stubVscode.ts";

export const manifest = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
const properties: Readonly<Record<string, { readonly default: unknown }>> = Object.assign(
  {},
  ...[manifest.contributes.configuration].flat().map((part) => part.properties),
);
const defaults = Object.fromEntries(
  Object.entries(properties).map(([name, setting]) => [name.replace("creditMonitor.", ""), setting.default]),
);

export interface ActiveExtension extends StubVscode, AsyncDisposable {
  readonly api: { accounts(): readonly unknown[] };
  /** The bundles that were loaded so far, by their file's name. */
  readonly loadedBundles: () => readonly string[];
}

export interface ActivationOptions extends Omit<StubOptions, "defaults"> {
  /** The extension's global state, which it reads and changes. */
  readonly state?: Map<string, unknown>;
  /** Puts files into the extension's storage folder before. */
  readonly fillStorage?: (folder: string) => Promise<void>;
}

/** The host's bundles as they ship, built once for the tests of one `describe`. */
export function shippedBundle() {
  let built: Awaited<ReturnType<typeof temporaryFolder>>;
  let starts = 0;

  before(async function () {
    this.timeout(minuteMs);
    built = await temporaryFolder();
    await run(process.execPath, ["esbuild.mjs", `--to=${path.join(built.path, "dist")}`], { cwd: root });
  });
  after(() => built[Symbol.asyncDispose]());

  return {
    /** The size of a bundle in bytes. */
    size: (name: string) => readFileSync(path.join(built.path, "dist", name)).length,
    /** Activates a copy of its own of the bundles, whose `vscode` is a stub. */
    async activate({
      state = new Map(),
      fillStorage,
      ...options
    }: ActivationOptions = {}): Promise<ActiveExtension> {
      const stub = stubVscode({ ...options, defaults });
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
      const storage = path.join(folder, "storage");
      await fillStorage?.(storage);
      const subscriptions: { dispose(): unknown }[] = [];
      const onDidChange = () => ({ dispose: () => undefined });
      const api = await require("./extension.cjs").activate({
        subscriptions,
        secrets: Object.assign(new MemorySecrets(), { onDidChange }),
        extension: { packageJSON: manifest },
        extensionUri: { fsPath: root },
        globalStorageUri: { fsPath: storage },
        globalState: {
          get: (key: string, otherwise?: unknown) =>
            state.has(key) ? structuredClone(state.get(key)) : otherwise,
          update: async (key: string, value: unknown) => void state.set(key, structuredClone(value)),
          keys: () => [...state.keys()],
        },
      });
      const loadedBundles = () =>
        Object.keys(require.cache)
          .filter((file) => path.dirname(file) === folder)
          .map((file) => path.basename(file));
      const dispose = async () => {
        for (const one of subscriptions.reverse()) await one.dispose();
      };
      return { ...stub, api, loadedBundles, [Symbol.asyncDispose]: dispose };
    },
  };
}
