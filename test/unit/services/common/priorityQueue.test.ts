import assert from "node:assert/strict";
import { setImmediate as pause } from "node:timers/promises";
import { PriorityQueue } from "../../../../src/services/common/priorityQueue.ts";

describe("PriorityQueue", () => {
  it("the queue runs one task at a time, the most urgent first, and equals in order", async () => {
    const turns = new PriorityQueue();
    const begun: string[] = [];
    let running = 0;
    const take = (rank: number, name: string) =>
      turns.run(rank, async () => {
        begun.push(name);
        running += 1;
        assert.equal(running, 1);
        await pause();
        running -= 1;
        return name;
      });
    const results = await Promise.all([take(2, "c"), take(1, "b1"), take(0, "a"), take(1, "b2")]);
    assert.deepEqual(begun, ["a", "b1", "b2", "c"]);
    assert.deepEqual(results, ["c", "b1", "a", "b2"]);
  });

  it("the queue delivers a task's result before the next task begins", async () => {
    const turns = new PriorityQueue();
    const log: string[] = [];
    const first = turns.run(0, async () => "first").then((results) => log.push(results));
    const second = turns.run(1, async () => log.push("second begins"));
    await Promise.all([first, second]);
    assert.deepEqual(log, ["first", "second begins"]);
  });

  it("the queue continues after a task that fails", async () => {
    const turns = new PriorityQueue();
    const failing = turns.run(0, () => Promise.reject(new Error("no")));
    const next = turns.run(0, async () => "next");
    await assert.rejects(failing, /no/);
    assert.equal(await next, "next");
    assert.equal(await turns.run(0, async () => "later"), "later");
  });
});
