import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { labelText, markdownText, messageText, sanitizeText } from "../../../../src/ui/text/sanitizeText.ts";

const hostile: Readonly<Record<string, string>> = {
  "an icon": "$(flame) \\$(flame) \\\\$(flame) $\u200b(flame) $$(flame)",
  "a link":
    "[free](command:x) [a]\u2060(https://evil.example) ![i](https://evil.example/i.png) <https://evil.example>",
  "a bare link": "https://evil.example www.evil.example mail@evil.example file:///etc/passwd",
  HTML: `<img src=x onerror="alert(1)"><script>alert(1)</script><!-- --> &lt;b&gt; &#36;(flame)`,
  Markdown: "**b** _i_ `c` ~~s~~ # h\n---\n| a | b |\n> q\n1. l\n- l\n===\n[x]: https://evil.example",
  "line ends": "a\r\nb\nc\u2028d\u2029e\u0085f\vg\fh\0i\u001bj",
  "direction tricks": "abc\u202egnp.exe\u202c \u2066x\u2069 \u061c\u200e\u200f",
  "10 kB": "x".repeat(10_000),
  "halves of letters": `${"x".repeat(78)}🔑\ud800`,
};

// Parts of icons, links, markup and invisible characters, in any order.
const parts = fc.constantFrom(
  ...["$", "(", ")", "[", "]", "\\", "`", "<", ">", "&", "#", "|", "*", "_", ":", "/", ".", "@", "!", "-"],
  ...["\u202e", "\u200b", "\n", "\u2028", "flame", "command", "https", "🔑", "\ud800", " ", "a"],
);
const anyText = fc.array(parts, { maxLength: 60 }).map((text) => text.join(""));

const check = (judge: (text: string) => void) => {
  for (const text of Object.values(hostile)) judge(text);
  fc.assert(fc.property(anyText, judge), { numRuns: 5000 });
};

describe("sanitizing foreign text", () => {
  it("foreign text becomes one well-formed line of limited length without invisible characters", () => {
    check((text) => {
      for (const shown of [sanitizeText(text), labelText(text, 24), messageText(text), markdownText(text)]) {
        assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\u2028\u2029]/u);
        assert.ok(shown.isWellFormed(), JSON.stringify(shown));
        assert.ok(shown.length <= 2400);
      }
      assert.ok(sanitizeText(text).length <= 80 && sanitizeText(text, 24).length <= 24);
    });
  });

  it("foreign text draws no icon in the status bar or in a quick pick", () => {
    // VS Code draws an icon in a label unless a backslash precedes it.
    check((text) => assert.doesNotMatch(labelText(text), /(^|[^\\])\$\([a-z0-9-]+(?:~[a-z]+)?\)/i));
  });

  it("foreign text makes no link and no icon in a message or a prompt", () => {
    check((text) => {
      const shown = messageText(text);
      assert.ok(!shown.includes("](") && !shown.includes("$("), shown);
    });
  });

  it("foreign text has no effect as Markdown in a tooltip", () => {
    check((text) => assert.match(markdownText(text), /^(?:&#\d+;|[^\\`*_{}[\]()#+\-.!|~<>$&:/@])*$/));
  });
});
