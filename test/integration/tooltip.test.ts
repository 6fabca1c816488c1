import assert from "node:assert/strict";
import type { AccountStatus } from "../../src/core/accounts/accountStatus.ts";
import { amountOf } from "../../src/core/money/amount.ts";
import { currency, requests } from "../../src/core/money/unit.ts";
import { commandIds } from "../../src/ui/context/ids.ts";
import { createTooltip } from "../../src/ui/statusBar/tooltip.ts";
import type { TooltipDetails } from "../../src/ui/statusBar/tooltipTable.ts";
import { meterOf, nowMs, runwayOf, snapshotOf, statusOf } from "../helpers/accountStatus.ts";

const allowed = [
  commandIds.refresh,
  commandIds.openPanel,
  commandIds.addAccount,
  commandIds.enterKey,
  commandIds.openTopUp,
];
const marks =
  "[x](command:workbench.action.quit) | $(flame) <a href='command:y'>y</a>\n\n[z]: command:w \u202e";
const reader = { locale: "en", nowMs, hideAmounts: false, timeZone: "UTC" };
const noDetails: TooltipDetails = {
  usageOf: () => undefined,
  hasTopUpPage: () => false,
  unknownFields: [],
};

function tooltipOf(...statuses: readonly AccountStatus[]) {
  return createTooltip(statuses, noDetails, reader);
}

/** The cells of each row of the table, as they are shown. */
function rowsOf(value: string): readonly string[] {
  return value
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .map((line) =>
      line
        .replaceAll("&nbsp;", " ")
        .replaceAll("\u00a0", " ")
        .replaceAll("&#8288;", "")
        .replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
        .replace(/\[([^\]]*)\]\(command:creditMonitor\.(\w+)[^)]*\)/g, "[$1]($2)")
        .replace(/ *\| */g, "|"),
    );
}

describe("the tooltip", () => {
  const status = statusOf({ snapshot: snapshotOf([meterOf("3", "5")]), account: { label: marks } });
  const failure = { kind: "providerError", status: 500, code: marks, text: marks.repeat(200) } as const;

  it("the tooltip may run five commands, and shows no HTML", () => {
    const shown = tooltipOf(status, { ...status, failure });
    assert.deepEqual(shown.isTrusted, { enabledCommands: allowed });
    assert.ok(!shown.supportHtml);
  });

  it("the tooltip without accounts says what this is for, and has three ways to begin", () => {
    const shown = tooltipOf();
    assert.match(shown.value, /^See what is left on your metered APIs/);
    const commands = [...shown.value.matchAll(/\]\(command:([\w.]+)\)/g)].map(([, id = ""]) => id);
    assert.deepEqual(commands, [commandIds.addAccount, commandIds.importKeys, commandIds.trySample]);
    assert.deepEqual(shown.isTrusted, { enabledCommands: commands });
    assert.ok(!shown.supportHtml);
  });

  it("the tooltip has links to these commands only, whatever labels and providers contain", () => {
    const { value } = tooltipOf(status, { ...status, failure });
    const links = [...value.matchAll(/\]\(([^)]*)\)/g)].map(([, link = ""]) => link);
    assert.ok(links.length >= 5);
    for (const link of links) {
      const [, id = "", argument] = /^command:([\w.]+)(?:\?([^ ]*))?(?: "[^"]*")?$/.exec(link) ?? [];
      assert.ok(
        allowed.some((one) => one === id),
        link,
      );
      if (argument !== undefined)
        assert.deepEqual(JSON.parse(decodeURIComponent(argument)), { accountId: "account" });
    }
    assert.doesNotMatch(value, /<a|\$\(flame\)|quit\)|\u202e|^\[z\]/m);
    assert.equal(rowsOf(value).length, 5, "a label breaks no table");
    assert.ok(value.length < 8_000);
  });

  it("the tooltip leads to the key of an account that wants one, and to no other", () => {
    const rejected = { ...status, failure: { kind: "keyRejected" } } as const;
    const wanted = tooltipOf(rejected).value;
    assert.match(
      wanted,
      /\[\$\(key\) Enter key\]\(command:creditMonitor\.enterKey\?%7B%22accountId%22%3A%22account%22%7D\)/,
    );
    assert.match(rowsOf(wanted)[1] ?? "", /^\|\$\(key\) /);
    assert.match(rowsOf(wanted)[2] ?? "", /action needed/);
    const failing = tooltipOf({ ...status, failure }).value;
    assert.match(rowsOf(failing)[1] ?? "", /^\|\$\(debug-disconnect\) /);
    assert.match(rowsOf(failing)[2] ?? "", /cannot be read · \$\(history\) now/);
    assert.doesNotMatch(failing, /enterKey/);
  });

  it("what is wrong is said of the account by its name, once, and not of the provider by its", () => {
    const label = "Customer work";
    for (const kind of ["keyRejected", "providerError", "rateLimited"] as const) {
      const { value } = tooltipOf(statusOf({ account: { label }, failure: kind }));
      const notes = value.split("\n\n").filter((part) => part.startsWith("**"));
      assert.equal(notes.length, 1, kind);
      assert.equal(notes[0]?.split(label).length, 2, notes[0]);
      assert.doesNotMatch(notes[0] ?? "", /poof/i);
    }
  });

  it("the tooltip lists every pool of an account, which pays now and which is used up", () => {
    const coals = statusOf({
      snapshot: snapshotOf([
        meterOf("0", "100", {
          id: "quota",
          label: "quota",
          unit: requests,
          role: "pool",
          resetsAt: "2026-12-01T10:05:00.000Z",
        }),
        meterOf("42.5", undefined, { id: "balance", label: "balance", unit: currency("USD"), role: "pool" }),
        meterOf("7", undefined, { id: "ever", label: { text: "All time" }, unit: requests, role: "info" }),
      ]),
    });
    assert.deepEqual(rowsOf(tooltipOf(coals).value), [
      "|Account|Left||Next|",
      "|$(pass) [account](openPanel)|$42.50|||",
      "||ok · now|[$(refresh)](refresh)||",
      "|Balance|$42.50|pays now||",
      "|Quota|0 requests|used up|[resets Dec 1](openPanel)|",
      "|All time|7 requests|for information||",
    ]);
    // The exact instant, with the pointer over it.
    assert.match(tooltipOf(coals).value, /resets.*Dec.*1\]\(command:[^ ]+ "Dec 1, 2026, .*"\)/);
  });

  it("the tooltip has the accounts in the order of their need, and no column that is empty", () => {
    const account = (id: string, remaining: string) =>
      statusOf({ id, snapshot: snapshotOf([meterOf(remaining, "100")]) });
    const lasting = { ...account("week", "90"), runway: runwayOf(6, 9) };
    const rows = rowsOf(tooltipOf(account("half", "50"), lasting, account("empty", "0")).value);
    assert.deepEqual(
      rows.filter((row) => row.includes("openPanel")),
      [
        "|$(error) [empty](openPanel)|0 credits||",
        "|$(pass) [week](openPanel)|90 credits|6–9 days|",
        "|$(pass) [half](openPanel)|50 credits||",
      ],
    );
    assert.equal(rows[0], "|Account|Left|Lasts|");
  });

  it("the tooltip shows what was used today and on the last days, and where to top up", () => {
    const day = (number: number, consumed: string) => ({
      day: `2026-11-${number}`,
      consumed: amountOf(consumed),
    });
    const days = [
      day(8, "0"),
      day(9, "7"),
      day(10, "14"),
      day(11, "1"),
      day(12, "0"),
      day(13, "3"),
      day(14, "12.5"),
    ];
    const second = (today: boolean, hideAmounts = false) => {
      const details = {
        usageOf: () => ({ days, today: today ? days.at(-1) : undefined }),
        hasTopUpPage: () => true,
        unknownFields: [],
      };
      const accounts = [statusOf({ snapshot: snapshotOf([meterOf("3", "5")]) })];
      return rowsOf(createTooltip(accounts, details, { ...reader, hideAmounts }).value)[2];
    };
    const rest = "|ok · now|[$(refresh)](refresh)  [$(credit-card)](openTopUp)|";
    assert.equal(second(true), `|▁▅█▂▁▃█ 12.5 today${rest}`);
    assert.equal(second(false), `|▁▅█▂▁▃█${rest}`);
    assert.equal(second(true, true), `|▁▅█▂▁▃█ ••• today${rest}`);
  });

  it("a long name is shown in full where it can wrap, and is cut where it would widen the table", () => {
    const nameOf = (label: string) => rowsOf(tooltipOf(statusOf({ account: { label } })).value)[1] ?? "";
    assert.match(nameOf("Customer support, Europe (sample)"), /Customer support, Europe \\?\(sample\\?\)/);
    assert.match(nameOf(`Team ${"x".repeat(30)}`), /Team x{18}…/);
  });

  it("nothing in the tooltip breaks within a range, or between the characters of a language without blanks", () => {
    const lasting = { ...statusOf({ snapshot: snapshotOf([meterOf("90", "100")]) }), runway: runwayOf(6, 9) };
    const of = (locale: string) => createTooltip([lasting], noDetails, { ...reader, locale }).value;
    assert.match(of("en"), /6–&#8288;9\u00a0days/);
    assert.match(of("ja"), /6&#8288;～&#8288;9\u00a0日/);
  });

  it("the tooltip counts the meters of an account with very many, and accounts that are very many", () => {
    const many = Array.from({ length: 40 }, (_, index) =>
      meterOf(String(index + 1), undefined, { id: `m${index}`, role: "pool", label: { text: `M${index}` } }),
    );
    const [first, ...others] = many;
    assert.ok(first);
    const rows = rowsOf(tooltipOf(statusOf({ snapshot: snapshotOf([first, ...others]) })).value);
    assert.equal(rows.length, 10);
    assert.match(rows.at(-1) ?? "", /and 34 more/);
    const accounts = Array.from({ length: 20 }, (_, index) => statusOf({ id: `a${index}` }));
    assert.match(tooltipOf(...accounts).value, /^and 5 more$/m);
  });
});
