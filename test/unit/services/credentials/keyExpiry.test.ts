import assert from "node:assert/strict";
import { failed, success } from "../../../../src/core/readings/outcome.ts";
import { withKeyExpiry } from "../../../../src/services/credentials/keyExpiry.ts";
import { meterOf, snapshotOf } from "../../../helpers/accountStatus.ts";

/** A JSON Web Token with these claims; its other parts are placeholders. */
const tokenWith = (claims: unknown) => `header.${btoa(JSON.stringify(claims))}.signature`;

const snapshot = snapshotOf([meterOf("5")]);

function expiryOf(key: string, own?: string): string | undefined {
  const read = own === undefined ? snapshot : { ...snapshot, keyExpiresAt: own };
  const outcome = withKeyExpiry(success(read), key);
  return outcome.ok ? outcome.value.keyExpiresAt : undefined;
}

describe("the expiry of a key", () => {
  it("the expiry is that of the reply, else that which a JSON Web Token names", () => {
    const token = tokenWith({ exp: Date.UTC(2027, 0, 2) / 1000 });
    assert.equal(expiryOf(token), "2027-01-02T00:00:00.000Z");
    assert.equal(expiryOf(token, "2026-12-01T00:00:00.000Z"), "2026-12-01T00:00:00.000Z");
  });

  it("the expiry is absent for any other key, for a token that never expires, and for no instant at all", () => {
    const keys = ["sk-0123456789", "a.b.c", "", tokenWith({}), tokenWith({ exp: "soon" })];
    for (const exp of [0, -5, 1e12, 1e300, 253_402_300_800]) keys.push(tokenWith({ exp }));
    assert.deepEqual(
      keys.map((key) => expiryOf(key)),
      keys.map(() => undefined),
    );
  });

  it("a failed reading stays as it is", () => {
    const failure = failed({ kind: "timeout", seconds: 15 });
    assert.deepEqual(withKeyExpiry(failure, tokenWith({ exp: 2e9 })), failure);
  });
});
