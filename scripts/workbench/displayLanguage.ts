import { writeFileSync } from "node:fs";
import path from "node:path";
import { languages } from "../l10n/languages.ts";
import type { Profile } from "./profile.ts";

/**
 * Chooses the display language of a served VS Code's windows that are loaded from now on; English when absent. VS Code
 * shows an extension in a language only with a language pack for it, even an empty one, so this also leaves what VS Code
 * keeps of an installed pack. Its own texts stay English.
 */
export function setDisplayLanguage({ userData }: Profile, language = "en"): void {
  const texts = path.join(userData, "language-pack.json");
  writeFileSync(texts, JSON.stringify({ version: "1.0.0", contents: {} }));
  const extensions = [{ extensionIdentifier: { id: "credit-monitor.language-pack" }, version: "1.0.0" }];
  const pack = { hash: "test", extensions, translations: { vscode: texts } };
  const packs = Object.fromEntries(languages.map((id) => [id, { ...pack, label: id }]));
  writeFileSync(path.join(userData, "languagepacks.json"), JSON.stringify(packs));
  writeFileSync(path.join(userData, "User", "argv.json"), JSON.stringify({ locale: language }));
}
