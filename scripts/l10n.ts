// `npm run l10n`: takes out of each language what the source no longer says, and prints what it still needs.
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
    for (const { file, english, words } of await translations(language)) {
      const known = Object.entries(words).filter(([key]) => key in english);
      writeFileSync(path.join(root, file), `${JSON.stringify(Object.fromEntries(known), null, 2)}\n`);
      const wanted = Object.entries(english).filter(([key]) => !(key in words));
      if (wanted.length > 0)
        console.log(`${file} needs\n${JSON.stringify(Object.fromEntries(wanted), null, 2)}`);
      missing += wanted.length;
    }
  }
  return missing === 0 ? 0 : 1;
});
