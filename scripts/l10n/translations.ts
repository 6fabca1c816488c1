import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../helpers/root.ts";
import type { Language } from "./languages.ts";
import { sourceWords } from "./sourceStrings.ts";

export type Words = Readonly<Record<string, string>>;

/** One file of a language: what it says, and the English that it has to say. */
export interface Translation {
  /** From the top of the repository. */
  readonly file: string;
  readonly english: Words;
  readonly words: Words;
}

/** Both files of a language: the bundle of the source, and the manifest's. Empty where there is none yet. */
export async function translations(language: Language): Promise<readonly Translation[]> {
  const source = await sourceWords();
  const bundle = path.join("l10n", `bundle.l10n.${language}.json`);
  const manifest = `package.nls.${language}.json`;
  return [
    { file: bundle, english: Object.fromEntries(source.map((text) => [text, text])), words: read(bundle) },
    { file: manifest, english: read("package.nls.json"), words: read(manifest) },
  ];
}

function read(file: string): Words {
  const place = path.join(root, file);
  return existsSync(place) ? JSON.parse(readFileSync(place, "utf8")) : {};
}
