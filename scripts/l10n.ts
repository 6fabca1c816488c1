// `npm run l10n`: removes from each language what the source no longer says, and prints what is still to be
// translated.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runScript } from "./helpers/cleanUp.ts";
import { root } from "./helpers/root.ts";
import { languages } from "./l10n/languages.ts";
import { translations } from "./l10n/translations.ts";

await runScript(async () => {
  mkdirSync(path.join(root, "l10n"), { recursive: true });
  let missing = 0;
  for (const language of languages) {
    for (const { file, english, translated } of await translations(language)) {
      const current = Object.entries(translated).filter(([key]) => key in english);
      writeFileSync(path.join(root, file), `${JSON.stringify(Object.fromEntries(current), null, 2)}\n`);
      const untranslated = Object.entries(english).filter(([key]) => !(key in translated));
      missing += untranslated.length;
      if (untranslated.length === 0) continue;
      console.log(`${file} needs\n${JSON.stringify(Object.fromEntries(untranslated), null, 2)}`);
    }
  }
  return missing === 0 ? 0 : 1;
});
