import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { RequestQueue } from "../../../../src/services/common/requestQueue.ts";
import { FakeClock, flushPromises } from "../../../helpers/fakeClock.ts";

/** A queue whose requests run until they are ended by name. */
function createQueue() {
  const clock = new FakeClock();
  const queue = new RequestQueue(clock);
  const began: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (name: string, origin: string, isUrgent = false) => {
    const request = { origin, isUrgent };
    const done = queue.run(request, () => {
      began.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
    return { request, done };
  };
  const end = async (name: string) => {
    ends.get(name)?.();
    await flushPromises();
  };
  return { clock, queue, began, add, end };
}

const names = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}${index}`);

describe("RequestQueue", () => {
  it("the queue runs six requests of one origin at once, and the others in order", async () => {
    const { began, add, end } = createQueue();
    for (const name of names("a", 8)) add(name, "a");
    await flushPromises();
    assert.deepEqual(began, names("a", 6));
    await end("a3");
    assert.deepEqual(began, names("a", 7));
  });

  it("the queue starts a healthy host at once, before and after thirty accounts at a host that hangs", async () => {
    const { clock, began, add, end } = createQueue();
    add("first", "fine");
    for (const name of names("dead", 30)) add(name, "dead");
    add("second", "fine");
    await flushPromises();
    assert.deepEqual(new Set(began), new Set(["dead0", "dead1", "dead2", "first", "second"]));
    await end("first");
    await end("second");
    await clock.advance(15_000);
    add("third", "fine");
    await flushPromises();
    assert.equal(began.at(-1), "third");
  });

  it("the queue starts a healthy host beside six requests of a host that was alone until then", async () => {
    const { began, add } = createQueue();
    for (const name of names("dead", 30)) add(name, "dead");
    await flushPromises();
    assert.equal(began.length, 6);
    add("fine", "fine");
    await flushPromises();
    assert.equal(began.at(-1), "fine");
  });

  it("the queue lets a healthy host start after two seconds at most, however many hosts hang", async () => {
    const { clock, began, add } = createQueue();
    for (const host of names("host", 6)) for (const name of names(host, 3)) add(name, host);
    add("fine", "fine");
    await flushPromises();
    assert.ok(!began.includes("fine"));
    await clock.advance(2_000);
    assert.ok(began.includes("fine"));
  });

  it("the queue gives a host that hangs three places from then on", async () => {
    const { clock, began, add, end } = createQueue();
    for (const name of names("dead", 10)) add(name, "dead");
    await clock.advance(2_000);
    await end("dead0");
    await end("dead1");
    await end("dead2");
    assert.equal(began.length, 6);
    await end("dead3");
    assert.equal(began.length, 7);
  });

  it("the queue runs urgent requests first, also those that become urgent while they wait", async () => {
    const { queue, began, add, end } = createQueue();
    for (const name of names("a", 6)) add(name, "a");
    await flushPromises();
    const late = ["b", "c", "d"].map((name) => add(name, "a"));
    add("urgent", "a", true);
    await flushPromises();
    await end("a0");
    assert.equal(began.at(-1), "urgent");
    const [, second] = late;
    if (second) second.request.isUrgent = true;
    queue.update();
    await end("a1");
    assert.equal(began.at(-1), "c");
    await end("a2");
    assert.equal(began.at(-1), "b");
  });

  it("the queue frees the place of a request that throws, and leaves no timer", async () => {
    const clock = new FakeClock();
    const queue = new RequestQueue(clock);
    const request = { origin: "a", isUrgent: false };
    await assert.rejects(
      queue.run(request, () => Promise.reject(new Error("no"))),
      { message: "no" },
    );
    assert.equal(await queue.run(request, async () => "next"), "next");
    assert.equal(clock.pendingTimers, 0);
  });
});
