import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { Limiter } from "../../../../src/services/common/limiter.ts";
import { flushPromises } from "../../../helpers/fakeClock.ts";

describe("Limiter", () => {
  it("the limiter runs the given number of tasks at once, and the others in order", async () => {
    const limiter = new Limiter(2);
    const began: number[] = [];
    const ends = Array.from({ length: 5 }, () => Promise.withResolvers<void>());
    const all = ends.map((end, index) =>
      limiter.run(async () => {
        began.push(index);
        await end.promise;
        return index;
      }),
    );
    await flushPromises();
    assert.deepEqual(began, [0, 1]);
    ends[1]?.resolve();
    await flushPromises();
    assert.deepEqual(began, [0, 1, 2]);
    for (const end of ends) end.resolve();
    assert.deepEqual(await Promise.all(all), [0, 1, 2, 3, 4]);
  });

  it("the limiter frees the place of a task that throws, and rejects for its caller", async () => {
    const limiter = new Limiter(1);
    const thrown = limiter.run(() => Promise.reject(new Error("no")));
    const thrownAtOnce = limiter.run(() => {
      throw new Error("at once");
    });
    const next = limiter.run(async () => "next");
    await assert.rejects(thrown, { message: "no" });
    await assert.rejects(thrownAtOnce, { message: "at once" });
    assert.equal(await next, "next");
  });

  it("the limiter lets no new task overtake, and never exceeds its limit", async () => {
    const limiter = new Limiter(1);
    const order: string[] = [];
    const first = limiter.run(async () => void order.push("first"));
    const second = limiter.run(async () => void order.push("second"));
    await first;
    const third = limiter.run(async () => void order.push("third"));
    await Promise.all([second, third]);
    assert.deepEqual(order, ["first", "second", "third"]);
  });
});
