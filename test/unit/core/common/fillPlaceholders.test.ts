import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "../../../../scripts/helpers/root.ts";
import { languages } from "../../../../scripts/l10n/languages.ts";
import { fillPlaceholders, toSentence } from "../../../../src/core/common/fillPlaceholders.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { formatExact } from "../../../../src/core/money/formatAmount.ts";
import { credits, currency } from "../../../../src/core/money/unit.ts";
import { dayMs, hourMs } from "../../../../src/core/time/durations.ts";
import { formatDuration, roundDuration } from "../../../../src/core/time/formatDuration.ts";
import { formatCalendarTime } from "../../../../src/core/time/relativeTime.ts";
import { statementTimeText } from "../../../../src/ui/statement/statementTexts.ts";

const nowMs = Date.UTC(2026, 10, 30, 9);
/** From a year ago to a year ahead, with the hours around now. */
const instants = [
  ...Array.from({ length: 75 }, (_, index) => nowMs + (index - 37) * 10 * dayMs),
  ...Array.from({ length: 15 }, (_, index) => nowMs + (index - 7) * 5 * hourMs),
];

/** What the product puts into texts in a language: times, durations and amounts. */
function valuesIn(locale: string): readonly string[] {
  const context = { locale, nowMs, timeZone: "UTC", hideAmounts: false };
  const values = [
    ...instants.flatMap((atMs) => [formatCalendarTime(atMs, context), statementTimeText(atMs, context)]),
    ...[5 * hourMs, 6 * dayMs, 30 * dayMs, 200 * dayMs].flatMap((ms) =>
      (["long", "short"] as const).map((form) => formatDuration(roundDuration(ms, 1.5 * ms), locale, form)),
    ),
    ...[credits, currency("EUR"), currency("BGN")].map((unit) =>
      formatExact(amountOf("1234.5"), unit, locale),
    ),
    "1 req.",
  ];
  return [...new Set(values)];
}

/** The texts with placeholders of a language. English ones are the keys of every bundle. */
function templatesIn(language: string): readonly string[] {
  const isEnglish = language === "en";
  const suffix = isEnglish ? "" : `.${language}`;
  const bundle = `l10n/bundle.l10n.${isEnglish ? "de" : language}.json`;
  const files = [bundle, ...globSync(`package.nls${suffix}.json`, { cwd: root })];
  const texts = files.flatMap((file) =>
    Object.entries<string>(JSON.parse(readFileSync(path.join(root, file), "utf8"))).map(([key, text]) =>
      isEnglish && file === bundle ? key : text,
    ),
  );
  return texts.filter((text) => /\{\d+\}/.test(text));
}

const allLanguages = ["en", ...languages];
const withoutEllipses = (text: string) => text.replaceAll("...", "…");
const doubled = /[.。…][.。]/;

const fillAll = (template: string, value: string) => fillPlaceholders(template, Array(10).fill(value));
const fillNaively = (template: string, value: string) => template.replace(/\{\d+\}/g, () => value);

describe("filling the placeholders of a text", () => {
  for (const language of allLanguages) {
    it(`no text in ${language} has two full stops, with any time, duration and amount`, () => {
      const values = valuesIn(language);
      for (const template of templatesIn(language))
        for (const value of values) {
          const text = fillAll(template, value);
          assert.doesNotMatch(withoutEllipses(text), doubled, `${template} with ${value}`);
          const naive = fillNaively(template, value);
          const hasEnding = value.endsWith(".");
          assert.equal(
            text,
            hasEnding ? naive.replaceAll(`${value}.`, value).replaceAll(`${value}。`, value) : naive,
          );
        }
    });
  }

  it("without the rule, texts with dates would have two in Bulgarian and German", () => {
    for (const language of ["bg", "de"]) {
      const values = valuesIn(language).filter((value) => /\d\.? (г|Jan|Dez)\.$/.test(value));
      assert.ok(values.length > 0, language);
      const texts = templatesIn(language).filter((template) =>
        doubled.test(fillNaively(template, values[0] ?? "")),
      );
      assert.ok(texts.length > 40, `${language}: ${texts.length}`);
    }
  });

  for (const language of allLanguages) {
    it(`a provider's text with an ellipsis stays in every text in ${language}`, () => {
      for (const template of templatesIn(language))
        for (const value of ["Please wait...", "Please wait…", "..", "v1..2", "请稍候……"]) {
          const text = fillAll(template, value);
          assert.equal(text.split(value).length, template.split(/\{\d+\}/).length, `${template}: ${text}`);
        }
    });
  }

  for (const [template, values, expected] of [
    ["Neubeginn {0}.", ["1. Jan."], "Neubeginn 1. Jan."],
    ["Определя {0}, нов период {1}.", ["Plan", "1.12.2026 г."], "Определя Plan, нов период 1.12.2026 г."],
    ["{0} läuft ab. Danach {0}.", ["1. Jan."], "1. Jan. läuft ab. Danach 1. Jan."],
    ["{0}. {1}", ["Acme Inc.", "Retry."], "Acme Inc. Retry."],
    ["Ends {0}.", ["tomorrow"], "Ends tomorrow."],
    ["Left: {0}.", [1.5], "Left: 1.5."],
    ["Resets ({0}).", ["1. Jan."], "Resets (1. Jan.)."],
    ["“{0}”.", ["Acme Inc."], "“Acme Inc.”."],
    ["The provider says: {0}.", ["Wait..."], "The provider says: Wait..."],
    ["The provider says: {0}.", ["Wait…"], "The provider says: Wait…"],
    ["{0}... {0}… {0}.json", ["1. Jan."], "1. Jan.... 1. Jan.… 1. Jan..json"],
    ["未知：{0}。字段：{1}。", ["a", "b"], "未知：a。字段：b。"],
    ["未知：{0}。字段：{1}。", ["余额不足。", "Acme Inc."], "未知：余额不足。字段：Acme Inc."],
    ["Saved to {0}.", ["$& $1 {1}."], "Saved to $& $1 {1}."],
    ["{0} and {1}.", ["one"], "one and {1}."],
    ["{10}.", Array(11).fill("x."), "x."],
  ] as const satisfies readonly (readonly [string, readonly (string | number)[], string])[]) {
    it(`“${template}” with ${JSON.stringify(values)} is “${expected}”`, () => {
      assert.equal(fillPlaceholders(template, values), expected);
    });
  }

  it("a text becomes a sentence with one full stop", () => {
    assert.deepEqual(["Left: 5 credits", "Left: 5 req.", "Wait…"].map(toSentence), [
      "Left: 5 credits.",
      "Left: 5 req.",
      "Wait…",
    ]);
  });
});
