import { existsSync, globSync, readFileSync } from "node:fs";
import path from "node:path";
import { getL10nJson } from "@vscode/l10n-dev";
import type { ProviderDefinition } from "../../src/core/providerDefinition.ts";
import { readCatalogue } from "../catalogue/readCatalogue.ts";
import { root } from "../helpers/root.ts";
import type { Language } from "./languages.ts";

/** Texts by their keys. */
export type Texts = Readonly<Record<string, string>>;

/** One file of a language: its texts, and the English ones that it has to translate. */
export interface Translation {
  /** Relative to the root. */
  readonly file: string;
  readonly english: Texts;
  readonly translated: Texts;
}

let keys: Promise<readonly string[]> | undefined;

/** Both files of a language: the bundle of the source, and the manifest's. Empty where there is no file yet. */
export async function translations(language: Language): Promise<readonly Translation[]> {
  keys ??= readSourceKeys();
  const english = { ...Object.fromEntries((await keys).map((text) => [text, text])), ...catalogueTexts() };
  const bundle = path.join("l10n", `bundle.l10n.${language}.json`);
  const manifest = `package.nls.${language}.json`;
  return [
    { file: bundle, english, translated: read(bundle) },
    { file: manifest, english: read("package.nls.json"), translated: read(manifest) },
  ];
}

/** The import of the wrapper around `vscode.l10n`. */
const wrapper = /(import \{ l10n \} from )"[./\w]+\/l10n\.ts"/;

/** Every text that the source gives to `l10n.t`: the keys that a bundle needs. */
async function readSourceKeys(): Promise<readonly string[]> {
  const files = globSync("src/**/*.ts", { cwd: root });
  const found = await getL10nJson(
    files.map((file) => ({
      extension: ".ts",
      // `getL10nJson` knows no other module that has `l10n`.
      contents: readFileSync(path.join(root, file), "utf8").replace(wrapper, '$1"vscode"'),
    })),
  );
  return Object.keys(found);
}

/** What the catalogue says of its providers, by the keys of `definitionText`. */
function catalogueTexts(): Texts {
  const texts = readCatalogue(path.join(root, "catalogue")).flatMap(catalogueTextsOf);
  return Object.fromEntries(
    texts.flatMap((text) => (text === undefined ? [] : [[`${text}/catalogue`, text]])),
  );
}

function catalogueTextsOf(definition: ProviderDefinition): readonly (string | undefined)[] {
  const { blurb, key, meters, details = [], regions = [], parameters = {} } = definition;
  const inputs = Object.values(parameters).flatMap(({ label, hint }) => [label, hint]);
  return [blurb, key?.scope, ...[...meters, ...details, ...regions].map(({ label }) => label), ...inputs];
}

function read(file: string): Texts {
  const full = path.join(root, file);
  return existsSync(full) ? JSON.parse(readFileSync(full, "utf8")) : {};
}
