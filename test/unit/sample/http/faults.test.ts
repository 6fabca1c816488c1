import assert from "node:assert/strict";
import { connect } from "node:net";
import type { Fault } from "../../../../src/sample/http/fault.ts";
import { sampleKeys } from "../../../../src/sample/simulation/keys.ts";
import { sampleSession } from "../helpers/sampleSession.ts";

describe("sample faults", () => {
  const session = sampleSession();
  const fail = (fault: Fault, times?: number) =>
    session.sample.faults.add("poof", fault, times === undefined ? {} : { times });
  const me = (init?: RequestInit) => session.send("poof", "/me", sampleKeys.poof.key, init);

  it("a fault applies to the given number of requests in order, then good replies follow", async () => {
    fail({ kind: "error", status: 500 }, 2);
    fail({ kind: "status", status: 204 });
    const seen = [await me(), await me(), await me(), await me()].map(({ status }) => status);
    assert.deepEqual(seen, [500, 500, 204, 200]);
  });

  it("a fault without end applies until it is cleared, for one provider and path only", async () => {
    session.sample.faults.add("poof", { kind: "html" }, { times: Number.POSITIVE_INFINITY, path: "/me" });
    assert.match((await me()).text, /<!doctype html>/);
    assert.match((await me()).text, /<!doctype html>/);
    assert.equal((await session.send("easySlip", "/me", sampleKeys.easySlip.key)).status, 200);
    session.sample.faults.clear("poof");
    assert.equal((await me()).json.plan, "Pro");
  });

  it("a fault redirects or asks to wait with the given headers", async () => {
    fail({ kind: "status", status: 302, headers: { location: "http://127.0.0.1:1/me" } });
    assert.equal((await me()).headers.get("location"), "http://127.0.0.1:1/me");
    fail({ kind: "error", status: 429, headers: { "retry-after": "120" } });
    const limited = await me();
    assert.equal(limited.headers.get("retry-after"), "120");
    assert.equal(limited.json.code, "rate_limit_exceeded");
  });

  it("a fault changes or cuts the good reply", async () => {
    fail({ kind: "transform", transform: (good) => ({ ...(good as object), usedCredits: true }) });
    assert.equal((await me()).json.usedCredits, true);
    fail({ kind: "rewrite", rewrite: (text) => text.replace(/"maxCredits":\d+/, '"maxCredits":1e999') });
    assert.match((await me()).text, /1e999/);
    fail({ kind: "truncate" });
    const truncated = await me();
    assert.equal(truncated.status, 200);
    assert.throws(() => truncated.json);
  });

  for (const at of ["request", "headers", "body"] as const) {
    it(`a fault breaks the connection in the ${at}`, async () => {
      fail({ kind: "reset", at });
      await assert.rejects(me());
      assert.equal((await me()).status, 200);
    });
  }

  it("the sample server can reset connections as they are accepted", async () => {
    session.sample.faults.areConnectionsReset = true;
    await assert.rejects(
      new Promise((resolve, reject) => {
        connect(session.sample.port, "127.0.0.1").once("error", reject).once("end", resolve).resume();
      }),
    );
  });

  for (const kind of ["stallHeaders", "stallBody"] as const) {
    it(`the fault ${kind} keeps the client waiting until it gives up`, async () => {
      fail({ kind });
      await assert.rejects(me({ signal: AbortSignal.timeout(60) }), { name: "TimeoutError" });
    });
  }

  it("a fault sends the good reply piece by piece, or delays it", async () => {
    fail({ kind: "drip", everyMs: 1, bytes: 20 });
    assert.equal((await me()).json.plan, "Pro");
    fail({ kind: "delay", ms: 30 });
    assert.equal((await me()).json.plan, "Pro");
  });

  it("a fault sends a body of a given size, or one without end", async () => {
    fail({ kind: "hugeBody", bytes: 2_000_000 });
    assert.ok((await me()).text.length > 2_000_000);
    fail({ kind: "hugeBody" });
    const reply = await fetch(`${session.sample.baseUrl("poof")}/me`);
    let read = 0;
    for await (const chunk of reply.body ?? []) {
      read += chunk.length;
      if (read > 3_000_000) break;
    }
    assert.ok(read > 3_000_000);
  });

  it("the request log records requests without the values of their headers", async () => {
    await me({ headers: { "user-agent": "Tester/1" } });
    const [request] = session.sample.requests.list("poof");
    assert.equal(request?.method, "GET");
    assert.equal(request?.path, "/me");
    assert.equal(request?.userAgent, "Tester/1");
    assert.ok(request?.headerNames.includes("x-api-key"));
    assert.ok(!JSON.stringify(session.sample.requests.list()).includes(sampleKeys.poof.key));
    assert.equal(session.sample.requests.maxInFlight(), 1);
  });
});
