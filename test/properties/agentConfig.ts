import assert from "node:assert/strict";
import fc from "fast-check";
import { type ParseError, parse } from "jsonc-parser";
import { parse as parseToml, stringify } from "smol-toml";
import type { ConfigFormat } from "../../src/services/connections/configFormat.ts";
import { jsonConfig } from "../../src/services/connections/jsonConfig.ts";
import { tomlConfig } from "../../src/services/connections/tomlConfig.ts";
import { property } from "./helpers/property.ts";

const place = { section: "servers", name: "credit-monitor" };
const entry = { command: '/home/a b/"credit"/$x', args: ["mcp"], env: { NAME: "1" } };

const names = fc.string({ maxLength: 8 }).filter((name) => name !== place.section && name !== place.name);
const fields = fc.dictionary(names, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 3 });
const servers = fc.dictionary(names, fc.record({ command: fc.string() }), { maxKeys: 2 });
const comments = fc.constantFrom("", " // a { comment", " /* one */", " /* one */ // two, }", "/**/");

/** The text of a configuration file as a user or an agent may have written it. */
const jsonText = fc
  .record({
    fields,
    servers: fc.option(servers),
    isFirst: fc.boolean(),
    indent: fc.constantFrom("", " ", "  ", "    ", "\t"),
    eol: fc.constantFrom("\n", "\r\n"),
    comments: fc.array(comments, { minLength: 1, maxLength: 5 }),
    end: fc.constantFrom("", "\n", "\n\n", " "),
  })
  .map(({ fields, servers, isFirst, indent, eol, comments, end }) => {
    const section = servers === null ? {} : { [place.section]: servers };
    const json = JSON.stringify(
      isFirst ? { ...section, ...fields } : { ...fields, ...section },
      null,
      indent,
    );
    const lines = json.split("\n");
    // A line of a pretty printed text ends outside of a string, so a comment may follow.
    const commented =
      lines.length === 1
        ? lines
        : lines.map((line, index) => line + (comments[index % comments.length] ?? ""));
    return (commented.join("\n") + end).replaceAll("\n", eol);
  });

const tomlKey = fc.stringMatching(/^[a-z][a-z-]{0,6}$/).filter((name) => name !== place.section);
const tomlText = fc
  .record({
    top: fc.dictionary(tomlKey, fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string()))),
    servers: fc.dictionary(tomlKey, fc.record({ command: fc.string(), args: fc.array(fc.string()) }), {
      maxKeys: 2,
    }),
    comment: fc.constantFrom("", "# a [comment]\n", "\n\n# two\n# lines\n"),
    eol: fc.constantFrom("\n", "\r\n"),
    isCut: fc.boolean(),
  })
  .map(({ top, servers, comment, eol, isCut }) => {
    const section = Object.keys(servers).length === 0 ? "" : stringify({ [place.section]: servers });
    const text = `${comment}${stringify(top)}${comment}${section}${comment}`.replaceAll("\n", eol);
    return isCut ? text.replace(/\s+$/, "") : text;
  });

function assertRoundTrip(format: ConfigFormat, text: string): string {
  const added = format.add(text, place, entry);
  assert.ok(added.ok, JSON.stringify(added));
  assertEntry(format, added.value.text);
  const at = added.value.text.indexOf(added.value.inserted);
  const { inserted } = added.value;
  assert.equal(added.value.text.slice(0, at) + added.value.text.slice(at + inserted.length), text);
  const removed = format.remove(added.value.text, place, added.value.createdSection);
  assert.ok(removed.ok, JSON.stringify(removed));
  return removed.value;
}

function assertEntry(format: ConfigFormat, text: string): void {
  const found = format.find(text, place);
  assert.ok(found.ok);
  assert.equal(JSON.stringify(found.value), JSON.stringify(entry));
}

function readJson(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  assert.deepEqual(errors, [], text);
  return value;
}

const commentsOf = (text: string) => text.match(/\/\/ a \{ comment|\/\* one \*\/|\/\/ two, \}/g)?.length ?? 0;

export const agentConfigProperties = [
  property(
    "an entry is added to a JSON configuration as one piece, and removed without any other change of meaning",
    jsonText,
    (text) => {
      const removed = assertRoundTrip(jsonConfig, text);
      assert.deepEqual(readJson(removed), readJson(text));
      assert.equal(commentsOf(removed), commentsOf(text));
    },
    500,
  ),
  property(
    "an entry is added to a TOML configuration as one piece, and removed without any other change of meaning",
    tomlText,
    (text) => {
      const removed = assertRoundTrip(tomlConfig, text);
      assert.deepEqual(parseToml(removed), parseToml(text));
      assert.equal(removed.match(/#/g)?.length, text.match(/#/g)?.length);
    },
    300,
  ),
  property(
    "a damaged configuration is refused or keeps everything else, whatever its text",
    fc.oneof(
      fc.string(),
      jsonText.map((text) => text.slice(0, text.length >> 1)),
      tomlText,
    ),
    (text) => {
      for (const format of [jsonConfig, tomlConfig]) {
        const added = format.add(text, place, entry);
        if (!added.ok) continue;
        assertEntry(format, added.value.text);
        assert.equal(added.value.text.split(added.value.inserted).join(""), text);
      }
    },
    500,
  ),
];
