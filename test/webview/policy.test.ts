import assert from "node:assert/strict";
import { accountOf, fiveAccounts, meterOf } from "./helpers/panelAccounts.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

const hostile = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><style>*{display:none}</style>`;

describe("the panel under a strict content security policy", () => {
  const open = panelSuite();

  for (const theme of ["dark", "light", "highContrast", "highContrastLight"] as const) {
    it(`the panel breaks no rule of its policy in the theme ${theme}, on the editor's background`, async () => {
      const panel = await open({ theme });
      await panel.showAccounts(fiveAccounts());
      for (const { id } of fiveAccounts()) await panel.post({ kind: "show", accountId: id });
      assert.equal(await panel.page.locator("panel-root style").count(), 0);
      await panel.showAccounts([]);
      assert.deepEqual(await panel.violations(), []);
      const background = await panel.page.evaluate("getComputedStyle(document.body).backgroundColor");
      assert.notEqual(background, "rgba(0, 0, 0, 0)");
    });
  }

  it("the panel shows hostile text as text", async () => {
    const panel = await open();
    const text = `${hostile}\u202egnp.exe ${"x".repeat(10_000)}`;
    await panel.showAccounts([
      accountOf({
        label: text,
        plan: text,
        keyHost: text,
        providerName: text,
        details: [{ label: text, value: text }],
        problem: { kind: "providerError", message: text },
        meters: [meterOf({ label: text, limit: "5000" }), meterOf({ id: "b", label: text })],
      }),
      accountOf({ id: "second", label: "שלום" }),
    ]);
    assert.equal(await panel.page.evaluate("window.hacked"), undefined);
    assert.equal(await panel.page.locator("panel-root :is(img, style, script)").count(), 0);
    assert.match(await panel.page.getByRole("heading", { level: 1 }).innerText(), /^<img src=x onerror=/);
    assert.equal(await panel.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    const banner = await panel.page.getByRole("status").boundingBox();
    assert.ok(banner && banner.height < 200, "the banner stays a banner");
    const meters = await panel.page.getByRole("region", { name: "Meters" }).boundingBox();
    assert.ok(meters && meters.height < 500, "the meters stay together");
    assert.deepEqual(await panel.violations(), []);
  });

  for (const width of [300, 560, 1400]) {
    it(`the panel fits into ${width} pixels, whatever it shows`, async () => {
      const panel = await open({ width });
      const wide = accountOf({
        id: "wide",
        label: "W".repeat(60),
        plan: "Enterprise".repeat(8),
        meters: [meterOf({ remaining: "9".repeat(60), used: "9".repeat(60), limit: "9".repeat(61) })],
      });
      await panel.showAccounts([...fiveAccounts(), wide]);
      for (const id of [...fiveAccounts().map((account) => account.id), "wide"]) {
        await panel.post({ kind: "show", accountId: id });
        assert.equal(
          await panel.page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
          true,
          id,
        );
      }
      await panel.showAccounts([]);
      assert.equal(await panel.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), true);
    });
  }

  it("the panel has no animation when motion is reduced", async () => {
    const panel = await open();
    await panel.showAccounts([accountOf({ isReading: true })]);
    const turning = 'getComputedStyle(document.querySelector(".spinning")).animationName';
    assert.equal(await panel.page.evaluate(turning), "turn");
    await panel.page.evaluate('document.body.classList.add("vscode-reduce-motion")');
    assert.equal(await panel.page.evaluate(turning), "none");
  });
});
