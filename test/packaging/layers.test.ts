import assert from "node:assert/strict";
import { copyFile, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, it } from "mocha";
import { runCommand } from "../../scripts/helpers/process.ts";
import { root } from "../../scripts/helpers/root.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";

const biome = path.join(root, "node_modules", "@biomejs", "biome", "bin", "biome");

/** Every layer below `src`, and the layers that it may import. */
const layers = {
  core: [],
  protocol: ["core"],
  providers: ["core"],
  store: ["core", "providers"],
  services: ["core", "providers", "store"],
  ui: ["core", "protocol", "providers", "store", "services"],
  webview: ["core", "protocol"],
  sample: ["core"],
  cli: ["core", "store", "services", "ui"],
} as const satisfies Record<string, readonly string[]>;
type Layer = keyof typeof layers;
const layerNames = Object.keys(layers) as readonly Layer[];

interface Finding {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** A line of `--reporter=github`. */
const finding = /^::error .*?file=([^,]+),line=(\d+),.*?::(.*)$/gm;

/** Lints source files, given as lines by path, with the fences of the repository. */
async function lint(files: Readonly<Record<string, readonly string[]>>): Promise<readonly Finding[]> {
  await using folder = await temporaryFolder();
  await copyFile(path.join(root, "biome.json"), path.join(folder.path, "biome.json"));
  for (const [file, lines] of Object.entries(files)) {
    await mkdir(path.join(folder.path, path.dirname(file)), { recursive: true });
    await writeFile(path.join(folder.path, file), `${lines.join("\n")}\n`);
  }
  const rules = ["--only=style/noRestrictedImports", "--only=correctness/noNodejsModules"];
  const args = ["lint", ...rules, "--vcs-enabled=false", "--reporter=github", "--max-diagnostics=none"];
  const { output } = await runCommand(process.execPath, [biome, ...args], { cwd: folder.path });
  return [...output.matchAll(finding)].map(([, file = "", line, message = ""]) => ({
    // Biome prints absolute paths.
    file: file.replaceAll("\\", "/").replace(/^.*\/(?=src\/)/, ""),
    line: Number(line),
    message: decodeURIComponent(message),
  }));
}

/** The ways of importing a module, a line each. */
const forms = (module: string) => [
  `import { value } from "${module}";`,
  `import type { Type } from "${module}";`,
  `export { other } from "${module}";`,
  `export const load = () => import("${module}");`,
];

/** The same lines in files of each layer, at its root and in a feature folder. */
const inEachLayer = (name: string, lines: (layer: Layer, up: string) => readonly string[]) =>
  Object.fromEntries(
    layerNames.flatMap((layer) => [
      [`src/${layer}/${name}.ts`, lines(layer, "../")],
      [`src/${layer}/feature/${name}.ts`, lines(layer, "../../")],
    ]),
  );

const importsOfLayer = (layer: Layer) => {
  const allowed: readonly Layer[] = layers[layer];
  return { allowed, forbidden: layerNames.filter((name) => name !== layer && !allowed.includes(name)) };
};
const importsOf = (names: readonly Layer[], up: string) =>
  names.flatMap((name) => forms(`${up}${name}/feature/module.ts`));

const adapters = {
  "src/providers/builtIn/poof.ts": forms("./depicta.ts"),
  "src/providers/builtIn/coals.ts": forms("./richUtilities/summary.ts"),
  "src/providers/builtIn/richUtilities/ledger.ts": forms("../easySlip.ts"),
};
const files: Readonly<Record<string, readonly string[]>> = {
  ...inEachLayer("allowed", (layer, up) => importsOf([layer, ...importsOfLayer(layer).allowed], up)),
  ...inEachLayer("forbidden", (layer, up) => importsOf(importsOfLayer(layer).forbidden, up)),
  ...inEachLayer("composition", (_layer, up) => [
    ...forms(`${up}extension.ts`),
    ...forms(`${up}monitor.lazy.ts`),
    ...forms(`${up}startSampleServer.lazy.ts`),
  ]),
  ...inEachLayer("vscode", () => ['import { window } from "vscode";']),
  "src/ui/feature/texts.ts": ['import { env, l10n } from "vscode";'],
  ...inEachLayer("node", () => ['import { readFileSync } from "node:fs";']),
  ...adapters,
};

describe("layer fences", () => {
  let findings: readonly Finding[] = [];

  before(async function () {
    this.timeout(60_000);
    findings = await lint(files);
  });

  /** What was found in the files of a name, which are in the given layers. */
  const found = (name: string, layer: Layer) =>
    findings.filter(({ file }) =>
      [`src/${layer}/${name}.ts`, `src/${layer}/feature/${name}.ts`].includes(file),
    );
  const linesOf = (name: string, layer: Layer) =>
    [`src/${layer}/${name}.ts`, `src/${layer}/feature/${name}.ts`].flatMap((file) =>
      (files[file] ?? []).map((_line, index) => `${file}:${index + 1}`),
    );
  /** Every line of these files has a finding, and no other. */
  const assertForbidden = (name: string, layer: Layer, message: RegExp) => {
    const actual = found(name, layer);
    const places = actual.map(({ file, line }) => `${file}:${line}`);
    assert.deepEqual(places.toSorted(), linesOf(name, layer).toSorted());
    for (const { message: text } of actual) assert.match(text, message);
  };

  for (const layer of layerNames) {
    const { allowed, forbidden } = importsOfLayer(layer);

    it(`the linter lets ${layer} import ${allowed.join(", ") || "no other layer"}`, () => {
      assert.deepEqual(found("allowed", layer), []);
    });

    it(`the linter keeps ${layer} from importing ${forbidden.join(", ")}`, () => {
      assertForbidden("forbidden", layer, new RegExp(`; ${layer} must not import this`));
    });
  }

  it("the linter keeps every layer from importing the modules that compose them", () => {
    for (const layer of layerNames) assertForbidden("composition", layer, /must not import this/);
  });

  it("the linter lets only ui import vscode", () => {
    assert.deepEqual(found("vscode", "ui"), []);
    for (const layer of layerNames)
      if (layer !== "ui") assertForbidden("vscode", layer, /^Only ui and extension\.ts may touch vscode/);
  });

  it("the linter lets no file of ui take l10n from vscode, without our rules for full stops", () => {
    const messages = findings.filter(({ file }) => file === "src/ui/feature/texts.ts");
    assert.deepEqual(
      messages.map(({ message }) => message.split(" takes ")[0]),
      ["Only ui/text/l10n.ts"],
    );
  });

  it("the linter keeps Node's modules out of the layers that run in the browser", () => {
    for (const layer of ["core", "protocol", "webview"] as const) assertForbidden("node", layer, /Node/);
    for (const layer of ["providers", "store", "services", "ui", "sample", "cli"] as const)
      assert.deepEqual(found("node", layer), []);
  });

  it("the linter keeps the adapters of built-in providers from importing each other", () => {
    const between = findings.filter(({ file }) => Object.hasOwn(adapters, file));
    assert.equal(between.length, Object.values(adapters).flat().length);
    for (const { message } of between) assert.match(message, /Adapters never import each other/);
  });
});
