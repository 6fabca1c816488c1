import assert from "node:assert/strict";
import type { AccountStatus } from "../../src/core/accounts/accountStatus.ts";
import { currency, requests } from "../../src/core/money/unit.ts";
import type { Snapshot } from "../../src/core/readings/snapshot.ts";
import { hourMs } from "../../src/core/time/durations.ts";
import { renderTemplate } from "../../src/ui/statusBar/statusBarTemplate.ts";
import { statusBarViews } from "../../src/ui/statusBar/statusBarView.ts";
import { unknownFields } from "../../src/ui/statusBar/templateFields.ts";
import { createTooltip } from "../../src/ui/statusBar/tooltip.ts";
import type { TooltipDetails } from "../../src/ui/statusBar/tooltipTable.ts";
import { meterOf, nowMs, runwayOf, snapshotOf, statusOf } from "../helpers/accountStatus.ts";

const reader = { locale: "en", nowMs, hideAmounts: false, timeZone: "UTC" };
const noDetails: TooltipDetails = { usageOf: () => undefined, hasTopUpPage: () => false, unknownFields: [] };

describe("the text of the status bar", () => {
  const context = { locale: "en", nowMs, hideAmounts: false, timeZone: "UTC" };
  const statusBarView = (
    statuses: readonly AccountStatus[],
    show: "lowest" | "pinned" | "all",
    textContext: typeof context,
  ) => statusBarViews(statuses, { show, itemPerAccount: false }, textContext)[0];
  const text = (...meters: Snapshot["meters"]) =>
    statusBarView(
      [statusOf({ snapshot: snapshotOf(meters), account: { label: "Poof" } })],
      "lowest",
      context,
    );
  const limit = (label: string, remaining: string) =>
    meterOf(remaining, "100", { id: label, label: { text: label }, role: "limit" });

  it("the status bar names the limit that binds, in words too, and is red when a week is used up", () => {
    const view = text(limit("5 hours", "95"), limit("week", "0"));
    assert.equal(view.text, "$(credit-card) Poof week 0");
    assert.match(view.accessibleLabel, /^Poof, week: 0 credits left, empty, read /);
    assert.equal(view.background, "error");
  });

  it("the status bar with all accounts puts the troubled ones first, and counts those for which there is no room", () => {
    const account = (id: string, remaining: string, failure?: "keyRejected") =>
      statusOf({
        id,
        snapshot: snapshotOf([meterOf(remaining, "1000")]),
        ...(failure ? { failure } : {}),
      });
    const accounts = [
      account("Alpha-of-the-first", "900"),
      account("Beta-of-the-second", "900", "keyRejected"),
      account("Gamma-of-the-third", "50"),
      account("Delta-of-the-fourth", "0"),
      account("Epsilon-of-the-fifth", "800"),
      account("Zeta-of-the-sixth", "700"),
    ];
    const view = statusBarView(accounts, "all", context);
    assert.equal(
      view.text,
      "$(credit-card) Delta-of-the-fourth 0 · Beta-of-the-second 900 $(history) · Gamma-of-the-third 50 · +3",
    );
    assert.equal(view.accountId, "Delta-of-the-fourth");
    assert.match(view.accessibleLabel, /Alpha-of-the-first: .*; Zeta-of-the-sixth: /);
    const few = [account("Alpha", "900"), account("Beta", "0"), account("Gamma", "800")];
    assert.equal(statusBarView(few, "all", context).text, "$(credit-card) Beta 0 · Alpha 900 · Gamma 800");
  });

  const poof = statusOf({
    snapshot: snapshotOf([meterOf("250", "1000", { resetsAt: new Date(nowMs + 2 * hourMs).toISOString() })]),
    account: { label: "Poof" },
    runway: runwayOf(6, 9),
  });
  const prepaid = statusOf({ snapshot: snapshotOf([meterOf("20", undefined)]), account: { label: "Post" } });

  it("a template shows what it names, and leaves out what is not known", () => {
    const render = (template: string, status = poof) => renderTemplate(template, status, context);
    assert.equal(
      render("${icon} ${label} ${remaining} ${percent} ${runway} ${reset}"),
      "$(pass) Poof 250 25% 6–9 days in 2h",
    );
    assert.equal(render("${label}: ${remaining} (${percent}) · ${runway}", prepaid), "Post: 20");
    assert.equal(render("${percent} · ${label}", prepaid), "Post");
    assert.equal(render("left ${remaining}", statusOf({})), "left –");
    assert.equal(
      renderTemplate("${remaining} ${percent}", poof, { ...context, hideAmounts: true }),
      "••• •••",
    );
    assert.equal(
      render("${remaining}!", { ...poof, failure: { kind: "timeout", seconds: 1 } }),
      "250 $(history)!",
    );
  });

  it("a template with an unknown field shows it as it is written, and the hover names it", () => {
    const template = "${label} ${amuont} ${remaining}";
    assert.equal(renderTemplate(template, poof, context), "Poof ${amuont} 250");
    assert.deepEqual(unknownFields(template), ["${amuont}"]);
    assert.deepEqual(unknownFields("${label}"), []);
    const { value } = createTooltip([poof], { ...noDetails, unknownFields: unknownFields(template) }, reader);
    assert.match(
      value,
      /^\$\(warning\) The status bar template has unknown fields&#58; &#36;&#123;amuont&#125;&#46;/,
    );
  });

  it("a label cannot become a field or an icon of a template", () => {
    const status = { ...poof, account: { ...poof.account, label: "${remaining} $(flame)" } };
    assert.equal(renderTemplate("${label}", status, context), "${remaining} \\$(flame)");
  });

  it("each account may have an item of its own, with its own colour", () => {
    const empty = statusOf({ id: "empty", snapshot: snapshotOf([meterOf("0", "10")]) });
    const views = statusBarViews([poof, empty], { show: "all", itemPerAccount: true }, context);
    assert.deepEqual(
      views.map(({ text, background, accountId }) => [text, background, accountId]),
      [
        ["$(credit-card) empty 0", "error", "empty"],
        ["$(credit-card) Poof 250", undefined, "account"],
      ],
    );
  });

  it("the icon turns while an account is read, and the product is named where there is no account", () => {
    const text = (statuses: readonly AccountStatus[], more = {}) =>
      statusBarViews(statuses, { show: "all", itemPerAccount: false, ...more }, context)[0].text;
    assert.equal(text([{ ...poof, isReading: true }]), "$(loading~spin) Poof 250");
    assert.equal(text([]), "$(credit-card) Credit Monitor: add account");
    const render = () => "$(pass) Poof";
    assert.equal(text([poof], { hasIcons: true, render }), "$(pass) Poof");
  });

  it("no account is cut: East Asian names count for their width, and the count of the others has room", () => {
    const of = (label: string, index: number) =>
      statusOf({ id: `a${index}`, snapshot: snapshotOf([meterOf("50", "100")]), account: { label } });
    const text = (labels: readonly string[]) => statusBarView(labels.map(of), "all", context).text;
    assert.equal(
      text(Array(12).fill("残高の確認用アカウント")),
      `$(credit-card) ${Array(2).fill("残高の確認用アカウント 50").join(" · ")} · +10`,
    );
    const latin = text(Array(12).fill("A balance"));
    assert.equal(latin, `$(credit-card) ${Array(5).fill("A balance 50").join(" · ")} · +7`);
  });

  it("the status bar marks a period that is over, and the tooltip says since when", () => {
    const over = statusOf({
      snapshot: snapshotOf([meterOf("0", "100", { resetsAt: new Date(nowMs + 60_000).toISOString() })]),
    });
    const later = { ...context, nowMs: nowMs + 3 * 60_000 };
    const view = statusBarView([over], "lowest", later);
    assert.equal(view.text, "$(credit-card) account 0 $(history)");
    assert.match(view.accessibleLabel, /: 0 credits left, unknown/);
    assert.equal(view.background, undefined);
    const { value } = createTooltip([over], noDetails, later);
    assert.match(
      value,
      /\*\*account\*\* \$\(history\) “Credits” was to reset 2 minutes ago and has not been read since&#46;/,
    );
  });

  it("an account whose key is on another machine comes last and colours nothing", () => {
    const elsewhere = statusOf({ id: "elsewhere", failure: "keyMissing" });
    const lost = statusOf({ id: "lost", snapshot: snapshotOf([meterOf("5", "10")]), failure: "keyMissing" });
    const unread = statusOf({ id: "unread" });
    const all = statusBarView([elsewhere, unread], "all", context);
    assert.equal(all.text, "$(credit-card) unread – · elsewhere –");
    assert.equal(all.background, undefined);
    assert.equal(statusBarView([elsewhere, unread], "lowest", context).accountId, "unread");
    assert.equal(statusBarView([elsewhere, lost], "lowest", context).background, "warning");
  });

  it("the status bar has the singular for one, in words", () => {
    const words = (remaining: string, more = {}) => text(meterOf(remaining, "100", more)).accessibleLabel;
    assert.match(words("1"), /^Poof: 1 credit left, /);
    assert.match(words("1", { unit: requests }), /^Poof: 1 request left, /);
    assert.match(words("1.5"), /^Poof: 1\.5 credits left, /);
    assert.match(words("0", { unit: requests }), /^Poof: 0 requests left, /);
  });

  it("the status bar names the pool that pays once the usual one is used up, and is not red", () => {
    const pools = (quota: string): Snapshot["meters"] => [
      meterOf(quota, "100", { id: "quota", label: "quota", unit: requests, role: "pool" }),
      meterOf("42.5", undefined, { id: "balance", label: "balance", unit: currency("USD"), role: "pool" }),
    ];
    assert.equal(text(...pools("100")).text, "$(credit-card) Poof 100");
    const view = text(...pools("0"));
    assert.equal(view.text, "$(credit-card) Poof Balance $42.50");
    assert.match(view.accessibleLabel, /^Poof, Balance: \$42\.50 left, ok, read /);
    assert.equal(view.background, undefined);
  });
});
