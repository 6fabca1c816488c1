import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { transportFailure } from "../../../../src/providers/http/transportFailure.ts";

/** An error as fetch wraps it: the system's error is the cause of its cause. */
const wrapped = (code: string) => new TypeError("fetch failed", { cause: { cause: { code } } });
const unreachable = (reason: string) => ({ kind: "unreachable", reason });

// Failures that loopback cannot produce; jsonClient/unreachable.test.ts produces the others over real connections.
describe("transportFailure", () => {
  const named: readonly (readonly [code: string, reason: string])[] = [
    ["ENOTFOUND", "dns"],
    ["EAI_AGAIN", "dns"],
    ["CERT_HAS_EXPIRED", "tls"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "tls"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "tls"],
    ["SELF_SIGNED_CERT_IN_CHAIN", "tls"],
    ["EPIPE", "reset"],
    ["ENETUNREACH", "network"],
    ["EHOSTUNREACH", "network"],
  ];
  for (const [code, reason] of named) {
    it(`transportFailure maps ${code} to unreachable: ${reason}`, () => {
      assert.deepEqual(transportFailure(wrapped(code), 15_000), unreachable(reason));
    });
  }

  it("transportFailure examines the errors of all addresses that were tried", () => {
    const error = new TypeError("fetch failed", {
      cause: new AggregateError([{ code: "ENETUNREACH" }, { code: "ECONNREFUSED" }]),
    });
    assert.deepEqual(transportFailure(error, 15_000), unreachable("refused"));
  });

  it("transportFailure tells a proxy on this computer that is down from a provider that refuses", () => {
    const refusedAt = (address: string) =>
      new TypeError("fetch failed", { cause: { code: "ECONNREFUSED", address, port: 3128 } });
    assert.deepEqual(transportFailure(refusedAt("127.0.0.1"), 15_000, "api.poof.bg"), unreachable("network"));
    assert.deepEqual(transportFailure(refusedAt("::1"), 15_000, "api.poof.bg"), unreachable("network"));
    assert.deepEqual(
      transportFailure(refusedAt("203.0.113.5"), 15_000, "api.poof.bg"),
      unreachable("refused"),
    );
    assert.deepEqual(transportFailure(refusedAt("127.0.0.1"), 15_000, "127.0.0.1"), unreachable("refused"));
    assert.deepEqual(transportFailure(refusedAt("::1"), 15_000, "localhost"), unreachable("refused"));
  });

  it("transportFailure maps the platform's own time limits to a timeout", () => {
    for (const code of ["ETIMEDOUT", "UND_ERR_CONNECT_TIMEOUT", "UND_ERR_BODY_TIMEOUT"]) {
      assert.deepEqual(transportFailure(wrapped(code), 15_000), { kind: "timeout", seconds: 15 });
    }
  });

  it("transportFailure maps unknown errors, and values that are no errors, to network", () => {
    const circular: { cause?: unknown } = {};
    circular.cause = circular;
    for (const error of [new Error("x"), circular, "ECONNREFUSED", null, undefined, { code: 5 }]) {
      assert.deepEqual(transportFailure(error, 15_000), unreachable("network"));
    }
  });
});
