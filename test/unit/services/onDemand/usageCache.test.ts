import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Usage } from "../../../../src/core/history/usage.ts";
import { failed, type Outcome, success } from "../../../../src/core/readings/outcome.ts";
import type { OnDemandClient } from "../../../../src/services/onDemand/onDemandClient.ts";
import { UsageCache } from "../../../../src/services/onDemand/usageCache.ts";

const account = { id: "rich", provider: "richUtilities", label: "Rich" };
const usage = { period: "monthly" } as Usage;
const { signal } = new AbortController();

function createCacheHarness() {
  const requestedIds: string[] = [];
  const provider = { answer: (): Promise<Outcome<Usage>> => Promise.resolve(success(usage)) };
  const call = ({ id }: { readonly id: string }) => {
    requestedIds.push(id);
    return provider.answer();
  };
  const reads = new UsageCache({ call } as Pick<OnDemandClient, "call">);
  const read = (basis: string, of = account) => reads.read(of, {}, basis, signal);
  return { requestedIds, provider, read };
}

describe("UsageCache", () => {
  it("the cache asks a provider once for the same query and reading", async () => {
    const { requestedIds, read } = createCacheHarness();
    await Promise.all([read("month, 1"), read("month, 1")]);
    assert.deepEqual(await read("month, 1"), success(usage));
    assert.deepEqual(requestedIds, ["rich"]);
  });

  it("the cache asks again for another query, another reading and another account", async () => {
    const { requestedIds, read } = createCacheHarness();
    await read("month, 1");
    await read("day, 1");
    await read("day, 2");
    await read("day, 2", { ...account, id: "other" });
    assert.deepEqual(requestedIds, ["rich", "rich", "rich", "other"]);
  });

  it("the cache keeps a failure until the next reading, but not a thrown bug", async () => {
    const { requestedIds, provider, read } = createCacheHarness();
    const failure = failed({ kind: "timeout", seconds: 15 });
    provider.answer = () => Promise.resolve(failure);
    for (let times = 0; times < 30; times += 1) assert.deepEqual(await read("month, 1"), failure);
    assert.equal(requestedIds.length, 1);
    provider.answer = () => Promise.reject(new Error("a bug"));
    await assert.rejects(read("month, 2"), /a bug/);
    provider.answer = () => Promise.resolve(success(usage));
    assert.deepEqual(await read("month, 2"), success(usage));
    assert.equal(requestedIds.length, 3);
  });
});
