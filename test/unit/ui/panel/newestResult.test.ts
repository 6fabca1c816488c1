import assert from "node:assert/strict";
import { NewestResult } from "../../../../src/ui/panel/newestResult.ts";

/** Requests that are answered by hand, in any order. */
function createRequests() {
  const used: string[] = [];
  const errors: unknown[] = [];
  const newest = new NewestResult<string>(
    (result) => used.push(result),
    (error) => errors.push(error),
  );
  const request = () => {
    const reply = Promise.withResolvers<string>();
    newest.request(() => reply.promise);
    return reply;
  };
  return { used, errors, request };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("the newest state of the panel", () => {
  it("an older state that takes longer does not replace a newer one", async () => {
    const { used, request } = createRequests();
    const [older, newer] = [request(), request()];
    newer.resolve("newer");
    await settled();
    older.resolve("older");
    await settled();
    assert.deepEqual(used, ["newer"]);
  });

  it("states that come in order are all handed over", async () => {
    const { used, request } = createRequests();
    const replies = [request(), request(), request()];
    for (const [index, reply] of replies.entries()) {
      reply.resolve(`state ${index}`);
      await settled();
    }
    assert.deepEqual(used, ["state 0", "state 1", "state 2"]);
  });

  it("a newer state that fails leaves the way free for the one before, and is reported", async () => {
    const { used, errors, request } = createRequests();
    const [older, newer] = [request(), request()];
    newer.reject(new Error("no history"));
    await settled();
    older.resolve("older");
    await settled();
    assert.deepEqual(used, ["older"]);
    assert.equal(errors.length, 1);
  });
});
