import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { agentReply } from "../../../../src/core/accounts/agentReply.ts";
import { checkCredits } from "../../../../src/core/accounts/checkCredits.ts";
import { amountOf } from "../../../../src/core/money/amount.ts";
import { currency, requests } from "../../../../src/core/money/unit.ts";
import type { Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { meterOf, nowMs, snapshotOf, statusOf } from "../../../helpers/accountStatus.ts";

interface ReplyInput {
  readonly snapshot?: Snapshot;
  readonly amount?: string;
  readonly ageMs?: number;
  readonly hideAmounts?: boolean;
  readonly meterId?: string;
}

function line({ snapshot, amount, ageMs = 0, hideAmounts = false, meterId }: ReplyInput): string {
  const laterMs = nowMs + ageMs;
  const check = checkCredits(
    statusOf(snapshot ? { snapshot } : {}),
    amountOf(amount ?? "0"),
    meterId,
    laterMs,
  );
  const requested = amount === undefined ? {} : { amount: amountOf(amount) };
  return agentReply({
    label: "Poof",
    id: "poof",
    level: "ok",
    check,
    ...(snapshot ? { snapshot } : {}),
    ...requested,
    nowMs: laterMs,
    hideAmounts,
  });
}

const left = (remaining: string | null, more: Partial<Snapshot> = {}) =>
  snapshotOf([meterOf(remaining)], more);

describe("the reply to an agent", () => {
  it("the agent reply gives the verdict, what remains, what would be left, and that it was read now", () => {
    assert.equal(
      line({ snapshot: left("3766"), amount: "500" }),
      "Poof (poof): yes, enough for 500 credits. Remaining: 3766 credits. Would be left: 3266 credits. Read just now.",
    );
  });

  it("the agent reply has one full stop after a unit that ends with a dot", () => {
    const snapshot = snapshotOf([{ ...meterOf("5"), unit: { kind: "credits", code: "req." } }]);
    assert.equal(
      line({ snapshot, amount: "8" }),
      "Poof (poof): no, not enough for 8 req. Remaining: 5 req. Missing: 3 req. Read just now.",
    );
    assert.match(line({ snapshot, hideAmounts: true }), /Remaining: ••• req\. The user/);
  });

  it("the agent reply names the meters that there are when there is none of a name", () => {
    assert.equal(
      line({ snapshot: left("3766"), amount: "500", meterId: "tokens" }),
      "Poof (poof): unknown, the account has no such meter. Meters: credits. Read just now.",
    );
  });

  it("the agent reply gives what is missing, the age in words and the instant of the reading", () => {
    assert.equal(
      line({ snapshot: left("60"), amount: "61", ageMs: 130_000 }),
      "Poof (poof): no, not enough for 61 credits. Remaining: 60 credits. Missing: 1 credit. Read 2 minutes ago, at 2026-11-14T10:05:00.000Z.",
    );
  });

  it("the agent reply gives money with its currency code and every digit", () => {
    const snapshot = snapshotOf([meterOf("12.345678", undefined, { unit: currency("EUR") })]);
    assert.match(line({ snapshot, amount: "12.345678" }), /yes, enough for 12\.345678 EUR\. .*left: 0 EUR\./);
  });

  it("the agent reply names unlimited, blocked, expired and never read accounts", () => {
    assert.match(
      line({ snapshot: left(null), amount: "5" }),
      /: yes, unlimited\. Unlimited\. Read just now\.$/,
    );
    const blocked = left("5", { isBlocked: true });
    assert.match(line({ snapshot: blocked, amount: "5" }), /: no, the provider is refusing requests/);
    const expired = left("5", { expiresAt: "2025-01-01T00:00:00.000Z" });
    assert.match(
      line({ snapshot: expired, amount: "5" }),
      /: no, the subscription .* expired\. Remaining: 5/,
    );
    assert.equal(line({ amount: "5" }), "Poof (poof): unknown, the account has not been read yet.");
  });

  it("the agent reply gives the account's level when no amount was asked for", () => {
    assert.equal(line({ snapshot: left("-3") }), "Poof (poof): ok. Remaining: -3 credits. Read just now.");
    assert.equal(line({}), "Poof (poof): ok, the account has not been read yet.");
  });

  it("the agent reply masks every amount when the user hides amounts", () => {
    const reply = line({ snapshot: left("3766"), amount: "500", hideAmounts: true });
    assert.equal(
      reply,
      "Poof (poof): yes, enough. Remaining: ••• credits. The user hides amounts. Read just now.",
    );
  });

  it("the agent reply lists the meters where several decide, and which one binds or pays", () => {
    const snapshot = snapshotOf([
      meterOf("95", "100", { id: "hours", role: "limit" }),
      meterOf("0", "100", { id: "week", role: "limit", resetsAt: "2026-11-16T10:05:00.000Z" }),
    ]);
    assert.equal(
      line({ snapshot, amount: "1" }),
      "Poof (poof): no, not enough for 1 credit. Remaining: 0 credits. Missing: 1 credit. Decided by meter week. Meters: hours 95 credits; week 0 credits, used up, resets in 2 days at 2026-11-16T10:05:00.000Z. Read just now.",
    );
    const pools = snapshotOf([
      meterOf("0", "100", { id: "quota", role: "pool", unit: requests }),
      meterOf("42.5", undefined, { id: "balance", role: "pool", unit: currency("USD") }),
    ]);
    assert.match(
      line({ snapshot: pools, amount: "1" }),
      /: unknown, .* Meter balance pays\. Meters: quota 0 requests, used up; balance 42\.5 USD, pays now\./,
    );
    assert.doesNotMatch(line({ snapshot: pools, amount: "1", hideAmounts: true }), /42/);
  });
});
