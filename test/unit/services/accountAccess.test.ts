import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { household } from "../support/household.ts";

describe("what is read of an account with a session", () => {
  it("repeats neither its access token nor its refresh token", async () => {
    await using house = await household();
    const { accessToken, refreshToken } = house.sample.tokens.issue();
    const account = await house.add("richUtilities", { kind: "tokens", accessToken, refreshToken });
    for (const token of [accessToken, refreshToken]) {
      const echo = `${token} ${Buffer.from(token).toString("base64")}`;
      house.sample.accounts.addEntry({
        type: "debit",
        amount: "1",
        description: `for ${token}`,
        reference: echo,
        metadata: { endpoint: echo },
      });
    }
    const read = await house.access.call(account, house.signal, async (adapter, its) => {
      const ledger = await adapter.readLedger?.(its, { limit: 2, offset: 0 });
      const usage = await adapter.readUsage?.(its, {});
      return { ok: true, value: JSON.stringify([ledger, usage]) };
    });
    assert.ok(read.ok);
    assert.match(read.value, /"description":"for •••"/);
    assert.match(read.value, /"endpoint":"•••"/);
    for (const token of [accessToken, refreshToken]) {
      assert.ok(!read.value.includes(token) && !read.value.includes(btoa(token).slice(0, 30)));
    }
  });
});
