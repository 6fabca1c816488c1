import assert from "node:assert/strict";
import { once } from "node:events";
import { connect } from "node:net";
import { setImmediate } from "node:timers/promises";
import { hourMs } from "../../../src/core/time/durations.ts";
import { sampleProviderIds } from "../../../src/sample/http/sampleApi.ts";
import { sampleKeys } from "../../../src/sample/simulation/keys.ts";
import { startSampleProviders } from "../../../src/sample/startServer.ts";

describe("sample providers", () => {
  it("the sample server identifies itself at its root", async () => {
    const sample = await startSampleProviders({ seed: 3 });
    const reply = await fetch(`http://127.0.0.1:${sample.port}/`);
    const identity = (await reply.json()) as { name: string; seed: number };
    assert.equal(identity.name, "credit-monitor-sample");
    assert.equal(identity.seed, 3);
    for (const id of sampleProviderIds) {
      assert.ok(sample.baseUrl(id).startsWith(`http://127.0.0.1:${sample.port}/`));
    }
    assert.equal((await fetch(`http://127.0.0.1:${sample.port}/nobody/me`)).status, 404);
    await sample.close();
  });

  it("the sample server does not start on a port that is in use", async () => {
    const sample = await startSampleProviders();
    await assert.rejects(startSampleProviders({ port: sample.port }), { code: "EADDRINUSE" });
    await sample.close();
  });

  it("two sample servers with one seed give the same replies", async () => {
    const options = { seed: 9, now: () => Date.UTC(2026, 10, 20, 12) };
    const [one, two] = await Promise.all([startSampleProviders(options), startSampleProviders(options)]);
    for (const sample of [one, two]) assert.notEqual(sample.port, 0);
    assert.equal(await depicta(one.baseUrl("depicta")), await depicta(two.baseUrl("depicta")));
    await Promise.all([one.close(), two.close()]);
  });

  it("the sample server keeps values that a test set until they are reset", async () => {
    const sample = await startSampleProviders({ accounts: { poof: { plan: "Free" } } });
    sample.accounts.set("poof", { usedCredits: "4990" });
    assert.equal(sample.accounts.state("poof").usedCredits, "4990");
    assert.equal(sample.accounts.state("poof").plan, "Free");
    sample.accounts.reset();
    assert.notEqual(sample.accounts.state("poof").usedCredits, "4990");
    assert.equal(sample.accounts.state("poof").plan, "Free");
    await sample.close();
  });

  it("sample accounts spend as time passes, and stand still while the clock is frozen", async () => {
    const sample = await startSampleProviders({ now: () => Date.UTC(2026, 10, 18, 8) });
    const used = () => Number(sample.accounts.state("poof").usedCredits);
    const before = used();
    sample.clock.advance(3 * hourMs);
    const after = used();
    assert.ok(after > before);
    sample.clock.freeze(Date.UTC(2026, 10, 18, 8));
    assert.equal(used(), before);
    sample.clock.advance(3 * hourMs);
    assert.equal(used(), after);
    await sample.close();
  });

  it("a closed sample server leaves no socket and no timer, whatever was in progress", async () => {
    // Mocha starts its own timer when the test first awaits.
    await setImmediate();
    const before = resources();
    const sample = await startSampleProviders();
    const idle = connect(sample.port, "127.0.0.1");
    const stalled = connect(sample.port, "127.0.0.1");
    const slow = connect(sample.port, "127.0.0.1");
    const sockets = [idle, stalled, slow];
    await Promise.all(sockets.map((socket) => once(socket, "connect")));
    const closed = sockets.map((socket) => once(socket.on("error", () => {}).resume(), "close"));
    sample.faults.add("poof", { kind: "stallBody" }, { path: "/stalled" });
    sample.faults.add("poof", { kind: "drip", everyMs: 10_000 }, { path: "/dripping" });
    stalled.write("GET /poof/v1/stalled HTTP/1.1\r\nhost: x\r\n\r\n");
    slow.write("GET /poof/v1/dripping HTTP/1.1\r\nhost: x\r\n\r\n");
    await Promise.all([once(stalled, "data"), once(slow, "data")]);
    assert.equal(sample.requests.inFlight("poof"), 2);
    const began = performance.now();
    await sample.close();
    await Promise.all(closed);
    assert.ok(performance.now() - began < 1000);
    assert.equal(sample.requests.inFlight(), 0);
    await sample.close();
    await setImmediate();
    for (const [name, count] of resources()) assert.ok(count <= (before.get(name) ?? 0), name);
  });

  it("the sample server starts quickly, for the ledger is generated on demand", async () => {
    const began = performance.now();
    const sample = await startSampleProviders();
    assert.ok(performance.now() - began < 500);
    await sample.close();
  });
});

async function depicta(baseUrl: string): Promise<string> {
  const headers = { authorization: `Bearer ${sampleKeys.depicta.key}` };
  return (await fetch(`${baseUrl}/v1/account/profile`, { headers })).text();
}

// The number of resources of each kind that keep the process alive. Pooled connections of other tests may end meanwhile.
function resources(): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const name of process.getActiveResourcesInfo()) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
