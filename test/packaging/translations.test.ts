import assert from "node:assert/strict";
import { languages, translations } from "../../scripts/l10n/translations.ts";

/** The parts that a translation must keep: arguments, icons, commands, code and addresses. */
const kept = /\{\d+\}|\$\([\w-]+\)|\(command:[\w.]+\)|`[^`]+`|https?:\/\/[^\s)]+|#credits/g;

const keptIn = (text: string) => new Set(text.match(kept));

describe("translations", () => {
  for (const language of languages) {
    it(`the translation into ${language} is complete, with all arguments`, async () => {
      for (const { file, english, translated } of await translations(language)) {
        const wanted = Object.keys(english);
        assert.deepEqual(new Set(Object.keys(translated)), new Set(wanted), `${file}: run npm run l10n`);
        for (const [key, source] of Object.entries(english)) {
          const text = translated[key] ?? "";
          assert.notEqual(text.trim(), "", `${file}: ${key}`);
          assert.deepEqual(keptIn(text), keptIn(source), `${file}: ${key}`);
        }
        const same = wanted.filter((key) => translated[key] === english[key]);
        assert.ok(
          same.length < wanted.length / 5,
          `${file} is mostly English: ${same.slice(0, 5).join(", ")}`,
        );
      }
    });
  }
});
