import assert from "node:assert/strict";
import { languages } from "../../scripts/l10n/languages.ts";
import { translations } from "../../scripts/l10n/translations.ts";

/** The parts that a translation must keep: arguments, icons, commands, code and addresses. */
const fixedParts = /\{\d+\}|\$\([\w-]+\)|\(command:[\w.]+\)|`[^`]+`|https?:\/\/[^\s)]+|#credits/g;

const fixedPartsOf = (text: string) => new Set(text.match(fixedParts));

describe("translations", () => {
  for (const language of languages) {
    it(`the translation into ${language} is complete, with all arguments`, async () => {
      for (const { file, english, translated } of await translations(language)) {
        const keys = Object.keys(english);
        assert.deepEqual(new Set(Object.keys(translated)), new Set(keys), `${file}: run npm run l10n`);
        for (const [key, source] of Object.entries(english)) {
          const text = translated[key] ?? "";
          assert.notEqual(text.trim(), "", `${file}: ${key}`);
          assert.deepEqual(fixedPartsOf(text), fixedPartsOf(source), `${file}: ${key}`);
        }
        const untranslated = keys.filter((key) => translated[key] === english[key]);
        assert.ok(
          untranslated.length < keys.length / 5,
          `${file} is mostly English: ${untranslated.slice(0, 5).join(", ")}`,
        );
      }
    });
  }
});
