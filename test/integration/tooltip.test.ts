import assert from "node:assert/strict";
import type { AccountStatus } from "../../src/core/accounts/accountStatus.ts";
import { commandIds } from "../../src/ui/context/ids.ts";
import { createTooltip } from "../../src/ui/statusBar/tooltip.ts";
import { meterOf, snapshotOf, statusOf } from "../helpers/accountStatus.ts";

const allowed = [commandIds.refresh, commandIds.openPanel, commandIds.addAccount];
const marks =
  "[x](command:workbench.action.quit) | $(flame) <a href='command:y'>y</a>\n\n[z]: command:w \u202e";

function tooltipOf(...statuses: readonly AccountStatus[]) {
  const accounts = { statuses: () => statuses, providerName: () => marks, runwayOf: () => undefined };
  const reader = { locale: "en", nowMs: Date.UTC(2026, 10, 14, 10, 5), hideAmounts: false, timeZone: "UTC" };
  return createTooltip(accounts, reader);
}

describe("the tooltip", () => {
  const status = statusOf({ snapshot: snapshotOf([meterOf("3", "5")]), account: { label: marks } });
  const failure = { kind: "providerError", status: 500, code: marks, text: marks.repeat(200) } as const;

  it("the tooltip may run three commands, and shows no HTML", () => {
    for (const shown of [tooltipOf(), tooltipOf(status, { ...status, failure })]) {
      assert.deepEqual(shown.isTrusted, { enabledCommands: allowed });
      assert.ok(!shown.supportHtml);
    }
  });

  it("the tooltip has links to these commands only, whatever labels and providers contain", () => {
    const { value } = tooltipOf(status, { ...status, failure });
    const links = [...value.matchAll(/\]\(([^)]*)\)/g)].map(([, link = ""]) => link);
    assert.ok(links.length >= 5);
    for (const link of links) {
      const [, id = "", argument] = /^command:([\w.]+)(?:\?(.*))?$/.exec(link) ?? [];
      assert.ok(
        allowed.some((one) => one === id),
        link,
      );
      if (argument !== undefined)
        assert.deepEqual(JSON.parse(decodeURIComponent(argument)), { accountId: "account" });
    }
    assert.doesNotMatch(value, /<a|\$\(flame\)|quit\)|\u202e|^\[z\]/m);
    const rows = value.split("\n").filter((line) => line.startsWith("| "));
    assert.equal(rows.length, 3, "a label breaks no table");
    assert.ok(value.length < 8_000);
  });
});
