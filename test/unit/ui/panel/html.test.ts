import assert from "node:assert/strict";
import { inflateRawSync } from "node:zlib";
import { pack, panelHtml } from "../../../../src/ui/panel/html.ts";

const hostile = '</script><script>alert("1")</script><!-- \u{1f600}\u2028';

describe("the panel's page", () => {
  it("pack keeps the text, and leaves no markup in it", async () => {
    for (const text of [hostile, "", "a".repeat(100_000)]) {
      const packed = await pack(text);
      assert.match(packed, /^[A-Za-z0-9+/=]*$/);
      assert.equal(inflateRawSync(Buffer.from(packed, "base64")).toString("utf8"), text);
    }
  });

  it("the page contains its data packed, and nothing where there is none", async () => {
    const packed = await pack(JSON.stringify({ label: hostile }));
    const assets = { unpack: "start()", style: await pack("p {}"), script: await pack("run()") };
    const page = panelHtml(assets, "en", packed);
    assert.ok(page.includes(`<script type="text/plain" id="packed-data">${packed}</script>`));
    assert.doesNotMatch(page, /alert/);
    assert.doesNotMatch(panelHtml(assets, 'en"><script>'), /packed-data|en">/);
  });
});
