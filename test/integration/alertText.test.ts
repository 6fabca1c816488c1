import assert from "node:assert/strict";
import { hourMs } from "../../src/core/time/durations.ts";
import { alertText } from "../../src/ui/notifications/alertText.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../helpers/accountStatus.ts";

describe("the text of an alert", () => {
  const context = { locale: "en", nowMs, hideAmounts: false, timeZone: "UTC" };
  const status = statusOf({
    snapshot: snapshotOf([
      meterOf("95", "100", { id: "hours", label: { text: "5 hours" }, role: "limit" }),
      meterOf("0", "100", { id: "week", label: { text: "week" }, role: "limit" }),
    ]),
    account: { label: "Poof" },
  });

  it("an alert names the meter where several decide", () => {
    assert.equal(
      alertText({ kind: "empty", meterId: "week", status }, context),
      "Poof (week) is empty: 0 credits left.",
    );
    const runway = {
      kind: "runsOut",
      fromMs: nowMs,
      toMs: nowMs + 2 * hourMs,
      isBeforeReset: false,
    } as const;
    assert.match(
      alertText(
        { kind: "runsOut", status: { ...status, runway: { ...runway, meterIds: ["week"] } } },
        context,
      ),
      /^Poof \(week\) runs out in /,
    );
  });

  it("an alert names the account alone where one meter decides", () => {
    const one = statusOf({ snapshot: snapshotOf([meterOf("0", "100")]), account: { label: "Poof" } });
    assert.equal(
      alertText({ kind: "empty", meterId: "credits", status: one }, context),
      "Poof is empty: 0 credits left.",
    );
  });
});
