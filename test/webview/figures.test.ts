import assert from "node:assert/strict";
import type { Meter } from "../../src/core/accounts/accountState.ts";
import { isAmount } from "../../src/core/money/amount.ts";
import { formatExact } from "../../src/core/money/formatAmount.ts";
import { credits, currency, requests } from "../../src/core/money/unit.ts";
import { dayMs } from "../../src/core/time/durations.ts";
import { accountOf, fiveAccounts, fromNow, meterOf } from "./helpers/panelAccounts.ts";
import type { PanelPage } from "./helpers/panelPage.ts";
import { panelStrings } from "./helpers/panelStrings.ts";
import { panelSuite } from "./helpers/panelSuite.ts";

/** Of each dot: whether its part begins a line, and whether the dot is outside of what is clipped. */
const shownDots = `[...document.querySelectorAll(".dotted .dot")].map((dot) => {
  const { left, right, bottom } = dot.getBoundingClientRect();
  const clip = dot.closest(".dotted").getBoundingClientRect().left + right - left;
  const before = dot.parentElement.previousElementSibling.getBoundingClientRect();
  return { startsLine: bottom > before.bottom + 1, isVisible: right > clip + 1 };
})`;

describe("the panel's figures", () => {
  const open = panelSuite();

  it("the panel shows what is left, of what, on which plan and how old the reading is", async () => {
    const panel = await open();
    await panel.showAccounts([accountOf()]);
    const text = await metersText(panel);
    assert.match(text, /3,766 credits left/);
    assert.match(text, /1,234 of 5,000 used · Pro plan · Auto top-up below 100/);
    assert.match(text, /read 2 minutes ago/);
    const bar = panel.page.getByRole("meter", { name: "Credits" });
    assert.equal(await bar.getAttribute("aria-valuenow"), "24.7");
    assert.equal(await bar.getAttribute("aria-valuetext"), "1,234 of 5,000 used");
  });

  it("dots stand between the parts of a line, and at no end of one", async () => {
    const panel = await open({ width: 320 });
    await panel.showAccounts([accountOf()]);
    await metersText(panel);
    const dots = await panel.page.evaluate<readonly { startsLine: boolean; isVisible: boolean }[]>(shownDots);
    assert.deepEqual(new Set(dots.map(({ startsLine }) => startsLine)), new Set([true, false]));
    for (const { startsLine, isVisible } of dots) assert.equal(isVisible, !startsLine, JSON.stringify(dots));
  });

  const cases: readonly { what: string; meter: Partial<Meter>; figure: string; tab: string }[] = [
    { what: "a debt", meter: { remaining: "-37", used: "5037", limit: "5000" }, figure: "-37", tab: "-37" },
    {
      what: "no limit at all",
      meter: { remaining: null, limit: null },
      figure: "Unlimited",
      tab: "Unlimited",
    },
    { what: "zero", meter: { remaining: "0" }, figure: "0", tab: "0" },
    { what: "an amount that is none", meter: { remaining: "NaN" }, figure: "–", tab: "–" },
    { what: "a tiny amount", meter: { remaining: "0.000123" }, figure: "0.00012", tab: "<0.01" },
    { what: "a large amount", meter: { remaining: "33512345.5" }, figure: "33,512,345.5", tab: "33.51M" },
    {
      what: "more digits than a number holds",
      meter: { remaining: "9007199254740993.000000000000000001" },
      figure: "9,007,199,254,740,993",
      tab: "9007.2T",
    },
    {
      what: "money",
      meter: { remaining: "12.345678", unit: currency("EUR") },
      figure: "€12.35",
      tab: "€12.35",
    },
  ];
  for (const { what, meter, figure, tab } of cases) {
    it(`the panel shows ${what} as ${figure}`, async () => {
      const panel = await open();
      await panel.showAccounts([accountOf({ meters: [meterOf(meter)] })]);
      const amount = panel.page.locator(".headline .amount");
      assert.equal(await amount.innerText(), figure);
      const exact = amountText(meter);
      assert.equal(await amount.getAttribute("title"), exact === figure ? null : exact);
      if (exact !== figure) assert.ok((await metersText(panel)).includes(`exactly ${exact}`));
      assert.equal(await panel.page.locator(".tab .amount").innerText(), tab);
    });
  }

  it("the panel shows an account that was never read as unknown, and says when it is being read", async () => {
    const panel = await open();
    const { readAt: _readAt, ...unread } = accountOf({ meters: [], level: "unknown" });
    await panel.showAccounts([unread]);
    assert.match(await metersText(panel), /–\s*not read yet/);
    await panel.showAccounts([{ ...unread, isReading: true }]);
    assert.match(await metersText(panel), /–\s*reading/);
    assert.equal(await panel.page.getByRole("meter").count(), 0);
  });

  it("the panel limits the bar of an overdrawn meter, and draws none without a limit", async () => {
    const panel = await open();
    await panel.showAccounts([
      accountOf({ meters: [meterOf({ remaining: "-1", used: "11", limit: "10" })] }),
    ]);
    assert.equal(await panel.page.getByRole("meter").getAttribute("aria-valuenow"), "100");
    await panel.showAccounts([accountOf({ meters: [meterOf({ remaining: "5", used: "3" })] })]);
    assert.equal(await panel.page.getByRole("meter").count(), 0);
    assert.match(await metersText(panel), /3 used/);
  });

  it("the panel says nothing of a negative use, and since when a period is over", async () => {
    const panel = await open();
    const over = meterOf({
      remaining: "1500",
      used: "-500",
      limit: "1000",
      resetsAt: fromNow(-2.5 * 60_000),
    });
    await panel.showAccounts([accountOf({ meters: [over], level: "unknown" })]);
    const text = await metersText(panel);
    assert.doesNotMatch(text, /used/);
    assert.match(text, /was to reset 2 minutes ago/);
  });

  it("the panel shows further meters in their own units", async () => {
    const panel = await open();
    await panel.showAccounts(fiveAccounts());
    await panel.post({ kind: "show", accountId: "easyslip" });
    const others = await panel.page
      .getByRole("region", { name: "Meters" })
      .getByRole("listitem")
      .allInnerTexts();
    assert.match(others[0] ?? "", /Credit\s+33,512\.25 credits left/);
    assert.match(others[1] ?? "", /Slips\s+120 requests left\s+80 of 200 used/);
  });

  it("the panel names the meter that binds, and says what the others do", async () => {
    const panel = await open();
    const meters = [
      meterOf({ id: "week", label: "Week", remaining: "0", limit: "100", role: "limit" }),
      meterOf({ id: "hours", label: "5 hours", remaining: "95", limit: "100", role: "limit" }),
      meterOf({ id: "ever", label: "All time", remaining: "7", role: "info" }),
    ];
    const standings = { week: "spent", ever: "information" } as const;
    await panel.showAccounts([accountOf({ level: "empty", meters, standings })]);
    const region = panel.page.getByRole("region", { name: "Meters" });
    assert.match(await metersText(panel), /Week\s+0 credits left\s+used up/);
    const others = await region.getByRole("listitem").allInnerTexts();
    assert.match(others[0] ?? "", /^5 hours\s+95 credits left/);
    assert.match(others[1] ?? "", /^All time\s+7 credits left\s+for information/);
    const pools = [
      meterOf({ id: "balance", label: "Balance", remaining: "42.5", role: "pool" }),
      meterOf({ id: "quota", label: "Quota", remaining: "0", role: "pool" }),
    ];
    await panel.showAccounts([accountOf({ meters: pools, standings: { balance: "pays", quota: "spent" } })]);
    assert.match(await metersText(panel), /Balance\s+42\.5 credits left\s+pays now/);
    await panel.showAccounts([accountOf({ meters: [meterOf({ label: "Only", role: "pool" })] })]);
    assert.equal(await region.locator(".meter-name").count(), 0);
  });

  it("the panel shows resets and expiry in words, with the exact date on hover, and stale values", async () => {
    const panel = await open();
    const meters = [meterOf({ unit: requests, resetsAt: fromNow(9.3 * dayMs) })];
    await panel.showAccounts([accountOf({ meters, expiresAt: "2020-01-02T03:04:05Z", stale: true })]);
    const text = await metersText(panel);
    assert.match(text, /resets [A-Z][a-z]{2} \d{1,2}(, \d{4})?\n/);
    assert.match(text, /expired Jan 2, 2020/);
    assert.match(text, /out of date/);
    assert.equal(await panel.page.getByText(/^expired/).getAttribute("title"), "Jan 2, 2020, 3:04:05 AM");
  });

  it("how long it lasts and what comes next stand first, and why there is no forecast last and quietly", async () => {
    const panel = await open();
    const meters = [meterOf({ unit: requests, resetsAt: fromNow(9.3 * dayMs) })];
    const far = fromNow(341 * dayMs);
    const forecast = { text: "Lasts about 7–12 days at this rate.", short: "7–12 days" };
    await panel.showAccounts([accountOf({ meters, expiresAt: far, forecast })]);
    const lines = await panel.page.locator(".dates p").allInnerTexts();
    assert.match(
      lines.join("|"),
      /^Lasts about 7–12 days at this rate\.\|resets [^|]+\|expires [^|]+\|read 2 minutes ago$/,
    );
    const size = async (text: string): Promise<number> =>
      Number(
        await panel.page.evaluate(
          `Number.parseFloat(getComputedStyle([...document.querySelectorAll(".dates p")].find((line) => line.innerText.includes("${text}"))).fontSize)`,
        ),
      );
    assert.ok((await size("Lasts")) > (await size("resets")));
    assert.ok((await size("resets")) > (await size("expires")));
    await panel.showAccounts([
      accountOf({ meters, forecast: { text: "Forecast after 3 days of readings" } }),
    ]);
    const quiet = await panel.page.locator(".dates p").last().innerText();
    assert.equal(quiet, "Forecast after 3 days of readings");
    assert.ok((await size("Forecast after")) < (await size("resets")));
  });

  it("the figures and the dates are not cut or apart at any width", async () => {
    for (const width of [1000, 760, 700, 650, 600, 560, 480, 360]) {
      const panel = await open({ width });
      const meters = [
        meterOf({
          remaining: "9007199254740993.25",
          limit: "9007199254740999",
          resetsAt: fromNow(9 * dayMs),
        }),
      ];
      const forecast = {
        text: "Lasts about 7–12 days at this rate, and may run out before the reset tomorrow.",
        short: "7–12 days",
      };
      await panel.showAccounts([accountOf({ meters, forecast, expiresAt: fromNow(341 * dayMs) })]);
      const edge = async (selector: string, side: "left" | "top"): Promise<number> =>
        Number(
          await panel.page.evaluate(`document.querySelector("${selector}").getBoundingClientRect().${side}`),
        );
      const isBelow = (await edge(".dates", "top")) > (await edge(".figure", "top"));
      // Below the headline it stands in its column, beside it at its own edge.
      if (isBelow) assert.equal(await edge(".dates", "left"), await edge(".headline", "left"), String(width));
      const align = await panel.page.evaluate('getComputedStyle(document.querySelector(".dates")).textAlign');
      assert.ok(align === "start" || align === "left", String(align));
      assert.equal(
        await panel.page.evaluate("document.documentElement.scrollWidth <= innerWidth"),
        true,
        String(width),
      );
    }
  });

  it("the panel updates the age of a reading by itself", async () => {
    const panel = await open({ isAlone: true });
    // The page's clock now moves only with the test, so the panel must start after this.
    await panel.page.clock.install();
    await panel.page.reload();
    const state = {
      kind: "state",
      accounts: [accountOf()],
      hideAmounts: false,
      history: { isOn: true },
      locale: "en",
      strings: panelStrings,
    };
    await panel.page.evaluate(`postMessage(${JSON.stringify(state)})`);
    await panel.page.getByText("read 2 minutes ago").waitFor();
    await panel.page.clock.fastForward("10:00");
    await panel.page.getByText("read 12 minutes ago").waitFor();
  });

  it("the panel masks every amount, in names and titles too", async () => {
    const panel = await open();
    const meters = [
      meterOf({ remaining: "98761", used: "98762", limit: "98763", held: "98764" }),
      meterOf({
        id: "b",
        label: "Balance",
        remaining: "98765",
        used: "98766",
        limit: "98767",
        unit: credits,
      }),
      meterOf({ id: "c", label: "Spare", remaining: null }),
    ];
    const account = accountOf({ meters, autoTopUp: { threshold: "98768", amount: "98769" } });
    await panel.showAccounts([account], { hideAmounts: true });
    // Without the packed script, in which any digits may stand.
    const shown = (await panel.page.content()).replaceAll(/<script[\s>].*?<\/script>/gs, "");
    const page = shown.replaceAll(/[.,\s]/g, "");
    assert.ok(page.includes("•••"));
    assert.equal(page.includes("9876"), false);
    assert.equal(page.includes("Unlimited"), false);
    assert.match(await metersText(panel), /••• credits left\s+••• of ••• used · ••• reserved/);
    assert.equal(await panel.page.getByRole("meter").count(), 0);
    await panel.showAccounts([account]);
    assert.match(await metersText(panel), /98,761/);
  });

  it("the panel writes numbers and dates in the locale's format", async () => {
    const panel = await open();
    await panel.showAccounts([accountOf({ meters: [meterOf({ remaining: "1234567.5" })] })], {
      locale: "de",
    });
    assert.match(await metersText(panel), /1\.234\.567,5/);
    assert.match(await metersText(panel), /read vor 2 Minuten/);
  });
});

/** All digits of a meter's amount, as the panel writes them. */
function amountText({ remaining, unit = credits }: Partial<Meter>): string {
  if (remaining === null) return "Unlimited";
  return isAmount(remaining) ? formatExact(remaining, unit, "en") : "–";
}

async function metersText(panel: PanelPage): Promise<string> {
  return await panel.page.getByRole("region", { name: "Meters" }).innerText();
}
