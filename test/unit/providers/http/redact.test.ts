import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createRedactor } from "../../../../src/providers/http/redact.ts";

const key = "pk_Live+ab/cd:12345678=";
const password = "pass wörd & more";
const token = `eyJhbGciOiJIUzI1NiJ9.${"eyJzdWIiOiI0MiJ9".repeat(60)}.c2ln-bmF0_dXJl`;

const base64 = (text: string) => Buffer.from(text).toString("base64");
const each = (text: string, form: (char: string) => string) => [...text].map(form).join("");
const hexOf = (char: string) => (char.codePointAt(0) ?? 0).toString(16);

/** Ways in which a reply may repeat a secret so that a user or a program could recover it. */
const echoes: Readonly<Record<string, (secret: string) => string>> = {
  "in percent-encoding": encodeURIComponent,
  "in percent-encoding of every letter": (secret) =>
    Buffer.from(secret)
      .toString("hex")
      .replace(/../g, (byte) => `%${byte.toUpperCase()}`),
  "in percent-encoding, twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  "as a form": (secret) => new URLSearchParams({ key: secret }).toString().replaceAll("+", "%20"),
  "in Base64": base64,
  "in Base64, as Basic authentication has it": (secret) => `Basic ${base64(`u:${secret}`)}`,
  "in Base64, a byte further": (secret) => base64(`me:${secret}`),
  "in Base64 for URLs": (secret) => Buffer.from(`key ${secret}`).toString("base64url"),
  "in Base64, percent-encoded": (secret) => encodeURIComponent(base64(`x:${secret}`)),
  "in hex": (secret) => Buffer.from(secret).toString("hex").toUpperCase(),
  "in JSON within JSON": (secret) =>
    JSON.stringify(JSON.stringify({ key: each(secret, (char) => `\\u${hexOf(char).padStart(4, "0")}`) })),
  "with some of its letters escaped": (secret) =>
    secret.replaceAll(/[.+ ]/g, (char) => `\\u${hexOf(char).padStart(4, "0")}`).replaceAll("ö", "\\u{f6}"),
  "in escapes of HTML": (secret) => each(secret, (char) => `&#x${hexOf(char)};`),
  "in decimal escapes of HTML": (secret) => each(secret, (char) => `&#${char.codePointAt(0)};`),
  "in capitals": (secret) => secret.toUpperCase(),
  "with blanks between": (secret) => (secret.match(/.{1,4}/gsu) ?? []).join(" "),
  "with line ends between": (secret) => (secret.match(/.{1,7}/gsu) ?? []).join("\r\n"),
  "with invisible letters between": (secret) => each(secret, (char) => `${char}\u200b\u2063`),
};

describe("createRedactor", () => {
  const redact = createRedactor([key, password, token]);

  it("the redactor replaces a secret in a text and keeps the rest", () => {
    assert.equal(redact(`Invalid key ${key}.`), "Invalid key •••.");
    assert.equal(redact(`${password}, ${password}`), "•••, •••");
  });

  for (const [form, echo] of Object.entries(echoes)) {
    it(`the redactor leaves nothing of a text that repeats a secret ${form}`, () => {
      for (const secret of [key, password, token]) {
        // A secret that needs no escapes is replaced alone; else the complete text is.
        for (const text of [echo(secret), `Bad credential “${echo(secret)}”, try again`]) {
          assert.equal(redact(text), text.includes(secret) ? text.replace(secret, "•••") : "•••", text);
        }
      }
    });
  }

  it("the redactor leaves other texts unchanged, odd escapes included", () => {
    for (const text of [
      "",
      "Background removal, 3 images",
      "100 % of &#x110000; and %zz and \\u{110000}, \\uD800",
      "pk_Live",
      base64("some other text that is as long as that"),
      "ſtraße ".repeat(2000),
    ]) {
      assert.equal(redact(text), text);
    }
  });

  it("the redactor ignores secrets so short that they occur in ordinary words", () => {
    assert.equal(createRedactor(["word"])("a word, d29yZA=="), "a word, d29yZA==");
    assert.equal(createRedactor([])("anything"), "anything");
  });

  it("the redactor takes time only for texts in which a secret fits", () => {
    const startMs = performance.now();
    for (let count = 0; count < 100_000; count += 1) redact("Background removal, batch");
    redact("%41\\u0041&#65; ".repeat(20_000));
    assert.ok(performance.now() - startMs < 1900);
  });
});
