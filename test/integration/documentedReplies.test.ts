import assert from "node:assert/strict";
import type { AccountState } from "../../src/core/accounts/accountState.ts";
import type { SampleProviderId } from "../../src/sample/http/sampleApi.ts";
import { api, getAccount } from "./helpers/creditMonitor.ts";
import { fixture } from "./helpers/fixture.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { runCommand } from "./helpers/runCommand.ts";

type Facts = Omit<AccountState, "id" | "provider" | "label" | "readAt" | "stale">;

const credits = { kind: "credits" } as const;
const requests = { kind: "requests" } as const;
const euros = { kind: "currency", code: "EUR" } as const;
const dollars = { kind: "currency", code: "USD" } as const;

describe("documented replies over HTTP", () => {
  const session = hostSession({ keepsAccounts: true });
  const ids = new Map<SampleProviderId, string>();

  /** Reads the body as the provider's reply to a request with a good key. */
  async function readBody(provider: SampleProviderId, body: string): Promise<AccountState> {
    const accountId = ids.get(provider) ?? (await session.addAccount(provider));
    ids.set(provider, accountId);
    const path = provider === "richUtilities" ? { path: "/auth/account/credits" } : {};
    session.sample.faults.clear();
    session.sample.faults.add(provider, { kind: "rewrite", rewrite: () => body }, path);
    await runCommand("refresh", { accountId });
    return getAccount(accountId);
  }

  const read = (provider: SampleProviderId, file: string) => readBody(provider, fixture(file));

  async function assertFacts(provider: SampleProviderId, file: string, facts: Facts): Promise<void> {
    const { id, provider: from, label, readAt, stale, ...actual } = await read(provider, file);
    assert.deepEqual(actual, facts);
    assert.deepEqual([id, from, stale], [ids.get(provider), provider, false]);
    assert.match(readAt ?? "", /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  }

  it("Poof's reply gives credits with used and limit, plan, top-up and organization", async () => {
    await assertFacts("poof", "poof/good.json", {
      level: "ok",
      meters: [
        {
          id: "credits",
          label: "Credits",
          unit: credits,
          remaining: "3766",
          used: "1234",
          limit: "5000",
          role: "pool",
        },
      ],
      plan: "Pro",
      autoTopUp: { threshold: "100" },
      details: [{ label: "Organization", value: "org_abc123xyz" }],
    });
  });

  it("Poof's reply without recharge has no top-up, and a debt is negative and empty", async () => {
    assert.equal((await read("poof", "poof/recharge-off.json")).autoTopUp, undefined);
    const { meters, level } = await read("poof", "poof/debt.json");
    assert.match(meters[0]?.remaining ?? "", /^-\d/);
    assert.equal(level, "empty");
  });

  it("Depicta's reply gives euros with the held amount, the expiry and the limit in euros", async () => {
    await assertFacts("depicta", "depicta/good.json", {
      level: "ok",
      meters: [
        { id: "balance", label: "Balance", unit: euros, remaining: "12.345678", held: "0.12", role: "pool" },
      ],
      expiresAt: "2027-09-30T08:15:00.000Z",
      details: [
        { label: "Email verified", value: "yes" },
        { label: "Credit limit", value: "€500.00" },
        { label: "Two-factor sign-in", value: "yes" },
      ],
    });
  });

  it("Depicta's reply says when the e-mail is not verified", async () => {
    const { details } = await read("depicta", "depicta/unverified.json");
    assert.deepEqual(
      details.find(({ label }) => label === "Email verified"),
      { label: "Email verified", value: "no" },
    );
  });

  it("Rich Utilities' reply gives the available, the reserved and the reloaded amount", async () => {
    await assertFacts("richUtilities", "richUtilities/credits.json", {
      level: "ok",
      meters: [
        { id: "balance", label: "Balance", unit: credits, remaining: "800.25", held: "12.15", role: "pool" },
      ],
      autoTopUp: { threshold: "400", amount: "500" },
      details: [{ label: "Total balance", value: "812.4" }],
    });
  });

  it("Rich Utilities' reply may be in a currency, in an envelope, and without reload", async () => {
    const inEuros = await read("richUtilities", "richUtilities/credits-currency.json");
    assert.deepEqual(inEuros.meters[0]?.unit, euros);
    const enveloped = await read("richUtilities", "richUtilities/credits-enveloped.json");
    assert.equal(enveloped.problem, undefined);
    const off = await read("richUtilities", "richUtilities/credits-reload-off.json");
    assert.equal(off.autoTopUp, undefined);
  });

  it("EasySlip's reply gives quota and credit, the expiry in UTC and the application", async () => {
    await assertFacts("easySlip", "easySlip/good.json", {
      level: "ok",
      meters: [
        {
          id: "quota",
          label: "Quota",
          unit: requests,
          remaining: "33500",
          used: "1500",
          limit: "35000",
          role: "pool",
        },
        { id: "credit", label: "Credits", unit: credits, remaining: "5000", role: "pool" },
      ],
      expiresAt: "2024-12-31T17:00:00.000Z",
      details: [{ label: "Application", value: "My Application" }],
    });
  });

  it("EasySlip's reply without limit gives null for unlimited, and no credit is not empty", async () => {
    const [quota] = (await read("easySlip", "easySlip/unlimited.json")).meters;
    assert.deepEqual([quota?.remaining, quota?.limit], [null, null]);
    const { level, meters } = await read("easySlip", "easySlip/no-credit.json");
    assert.deepEqual([level, meters[1]?.remaining], ["ok", "0"]);
  });

  it("COALS' reply gives conversions with a monthly reset, dollars, plan and largest file", async () => {
    const now = new Date();
    const resetsAt = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
    await assertFacts("coals", "coals/good.json", {
      level: "ok",
      meters: [
        {
          id: "quota",
          label: "Conversions",
          unit: requests,
          remaining: "763",
          used: "237",
          limit: "1000",
          resetsAt,
          role: "pool",
        },
        { id: "balance", label: "Balance", unit: dollars, remaining: "42.5", role: "pool" },
      ],
      plan: "pro",
      details: [{ label: "Largest file", value: "50 MB" }],
    });
  });

  it("COALS' reply that blocks the account makes it empty, whatever the numbers are", async () => {
    const { level, meters } = await read("coals", "coals/blocked.json");
    assert.equal(level, "empty");
    assert.notEqual(meters[0]?.remaining, "0");
  });

  for (const provider of ["poof", "easySlip", "coals"] as const) {
    it(`${provider}'s reply with numbers as text gives the same state as with numbers`, async () => {
      const { readAt: _, ...asText } = await read(provider, `${provider}/numbers-as-text.json`);
      const { readAt: __, ...asNumbers } = await read(provider, `${provider}/good.json`);
      assert.deepEqual(asText, asNumbers);
    });
  }

  it("an optional field of an odd type costs its line only, whatever the provider", async () => {
    const odd: readonly (readonly [SampleProviderId, string, Readonly<Record<string, unknown>>, string])[] = [
      ["poof", "poof/good.json", { plan: {}, organizationId: 7, autoRechargeThreshold: "soon" }, "3766"],
      ["depicta", "depicta/good.json", { held_eur: [], credits_expire_at: "soon" }, "12.345678"],
      ["richUtilities", "richUtilities/credits.json", { reserved: [], balance: {} }, "800.25"],
      ["easySlip", "easySlip/good.json", { expiredAt: true, application: [], maxQuota: "?" }, "33500"],
      ["coals", "coals/good.json", { plan_type: 3, max_file_size: "50 MB", used_this_month: {} }, "763"],
    ];
    for (const [provider, file, fields, remaining] of odd) {
      const body = JSON.stringify(JSON.parse(fixture(file)), (name, value) => fields[name] ?? value);
      const { meters, level, problem, details, expiresAt, plan } = await readBody(provider, body);
      assert.deepEqual([meters[0]?.remaining, level, problem], [remaining, "ok", undefined], provider);
      assert.deepEqual([expiresAt, plan, meters[0]?.held], [undefined, undefined, undefined]);
      if (provider !== "depicta") assert.deepEqual(details, []);
    }
  });

  it("a date that means never is no expiry, and a date without time is its start", async () => {
    const good = fixture("easySlip/good.json");
    for (const [written, expiresAt] of [
      ["9999-12-31T23:59:59Z", undefined],
      ["0001-01-01", undefined],
      ["2031-05-06", "2031-05-06T00:00:00.000Z"],
      ["2031-05-06 07:08:09 UTC", "2031-05-06T07:08:09.000Z"],
      ["Tue, 06 May 2031 07:08:09 +0000", "2031-05-06T07:08:09.000Z"],
    ] as const) {
      const body = good.replace(/"expiredAt": *"[^"]*"/, `"expiredAt":"${written}"`);
      assert.equal((await readBody("easySlip", body)).expiresAt, expiresAt, written);
    }
  });

  it("a used-up quota is not empty while credit or balance pays, and no answer is no", async () => {
    const rows = [
      ["easySlip", "easySlip/active.json", { remainingQuota: 0, usedQuota: 35_000 }, "credit"],
      [
        "easySlip",
        "easySlip/active.json",
        { remainingQuota: -3, usedQuota: 35_003, currentCredit: 4000 },
        "credit",
      ],
      ["coals", "coals/good.json", { remaining_quota: 0, quota_monthly: 0 }, "balance"],
      ["coals", "coals/good.json", { remaining_quota: 0, used_this_month: 1000 }, "balance"],
    ] as const;
    for (const [provider, file, fields, paying] of rows) {
      const replaced: Readonly<Record<string, unknown>> = fields;
      const body = JSON.stringify(JSON.parse(fixture(file)), (name, value) => replaced[name] ?? value);
      const { level, id, meters } = await readBody(provider, body);
      assert.equal(level, "ok", body);
      assert.deepEqual(
        meters.map(({ id: meter, role }) => [meter, role]),
        [
          // The one that pays now comes first.
          [paying, "pool"],
          ["quota", "pool"],
        ],
      );
      assert.equal((await api().check({ accountId: id, amount: "1" })).verdict, "unknown", body);
      assert.equal((await api().check({ accountId: id, amount: "1", meterId: paying })).verdict, "yes");
    }
    const empty = { remainingQuota: 0, currentCredit: 0 };
    const nothing: Readonly<Record<string, unknown>> = empty;
    const body = JSON.stringify(
      JSON.parse(fixture("easySlip/active.json")),
      (name, value) => nothing[name] ?? value,
    );
    const { level, id } = await readBody("easySlip", body);
    assert.deepEqual([level, (await api().check({ accountId: id, amount: "1" })).verdict], ["empty", "no"]);
  });

  it("a long amount keeps every digit", async () => {
    const { meters } = await read("richUtilities", "richUtilities/credits-many-digits.json");
    const source = /"available":\s*"?(-?[\d.]+)/.exec(fixture("richUtilities/credits-many-digits.json"))?.[1];
    assert.ok(source !== undefined && source.length > 17);
    assert.equal(meters[0]?.remaining, source.replace(/\.?0+$/, ""));
  });
});
