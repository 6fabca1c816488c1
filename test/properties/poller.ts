import assert from "node:assert/strict";
import fc from "fast-check";
import type { Account } from "../../src/core/accounts/account.ts";
import { type Failure, needsUserAction } from "../../src/core/readings/failure.ts";
import { dayMs, hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { flushPromises } from "../helpers/fakeClock.ts";
import { PollerModel, type ProviderBehavior } from "./helpers/pollerWorld.ts";
import { property } from "./helpers/property.ts";

// More than may be read at once.
const ids = Array.from({ length: 8 }, (_, index) => `a-${index}`);
const someId = fc.constantFrom(...ids);

const failures: readonly Failure[] = [
  { kind: "keyMissing" },
  { kind: "keyRejected", status: 401 },
  { kind: "blockedOrigin" },
  { kind: "forbidden", status: 403 },
  { kind: "unreachable", reason: "dns" },
  { kind: "redirected", status: 302 },
  { kind: "badResponse", reason: "html" },
  { kind: "tooLarge", limitBytes: 1 },
  { kind: "providerError", status: 500 },
];

const behavior: fc.Arbitrary<ProviderBehavior> = fc.oneof(
  fc.record({ kind: fc.constantFrom("fine", "stall") } as const),
  fc.record({ kind: fc.constant("fail"), failure: fc.constantFrom(...failures) } as const),
  fc.record({
    kind: fc.constant("wait"),
    ms: fc.oneof(fc.integer({ min: 1, max: 2 * hourMs }), fc.constant(dayMs)),
  } as const),
);

const account: fc.Arbitrary<Account> = fc.record(
  {
    id: someId,
    provider: fc.constant("poof"),
    label: fc.constantFrom("One", "Two"),
    baseUrl: fc.constantFrom("https://a.example", "https://b.example"),
    refreshMinutes: fc.constantFrom(1, 5, 30, 60),
  },
  { requiredKeys: ["id", "provider", "label"] },
);
const accounts = fc.uniqueArray(account, { minLength: 1, maxLength: ids.length, selector: ({ id }) => id });

/** Something that happens, named for the report of a failure. */
interface Action {
  readonly what: string;
  readonly run: (world: PollerModel) => void | Promise<void>;
}

const action = <Value>(
  what: string,
  values: fc.Arbitrary<Value>,
  run: (world: PollerModel, value: Value) => void | Promise<void>,
): fc.Arbitrary<Action> =>
  values.map((value) => ({
    what: `${what} ${JSON.stringify(value)}`,
    run: (world) => run(world, value),
    [fc.toStringMethod]: () => `${what} ${JSON.stringify(value)}`,
  }));

const noValue = fc.constant("");
const actions = fc.array(
  fc.oneof(
    {
      arbitrary: action("time passes", fc.oneof(fc.nat(2 * minuteMs), fc.nat(90 * minuteMs)), (world, ms) =>
        world.advance(ms),
      ),
      weight: 4,
    },
    {
      arbitrary: action("weather", fc.tuple(fc.array(someId), behavior), (world, [where, one]) => {
        for (const id of where) world.behaviors.set(id, one);
      }),
      weight: 4,
    },
    action(
      "the clock is set",
      fc.oneof(
        fc.constantFrom(dayMs, -dayMs, 8 * hourMs, hourMs, -hourMs),
        fc.integer({ min: -3 * dayMs, max: 3 * dayMs }),
      ),
      (world, ms) => world.shiftClock(ms),
    ),
    action("focus", fc.boolean(), (world, isFocused) => world.focusTracker.setFocused(isFocused)),
    action("a person refreshes", fc.option(someId, { nil: undefined }), (world, id) => world.refresh(id)),
    action("a person gives a key", someId, (world, id) => world.enterKey(id)),
    action("the settings are", accounts, (world, list) => world.editSettings(list)),
    action("the usual interval is", fc.constantFrom(1, 5, 60), (world, minutes) => {
      world.settings.minutes = minutes;
    }),
    action("a new window", noValue, (world) => world.restart()),
  ),
  { maxLength: 20 },
);

const randomNumbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 });

export const pollerProperties = [
  property(
    "poller: promises to providers and people are kept through weather, clocks and restarts",
    fc.tuple(accounts, actions, randomNumbers),
    async ([list, all, random]) => {
      let drawn = 0;
      const world = new PollerModel(list, () => random[drawn++ % random.length] ?? 0);
      await world.start();
      for (const { run } of all) {
        await run(world);
        await flushPromises();
        world.check();
      }
      // What is under way ends.
      for (const id of ids) world.behaviors.set(id, { kind: "fine" });
      await world.advance(minuteMs);
      world.checkAges();

      // A day later all is read again, each account once, but for those that wait for a person.
      world.shiftClock(26 * hourMs);
      const before = world.reads;
      await world.advance(20_000);
      assert.ok(world.reads - before <= world.accounts.length, "a burst on recovery");
      await world.advance(minuteMs);
      for (const [id, failure] of world.failures()) {
        if (failure) assert.ok(needsUserAction(failure.kind), `${id} did not recover from ${failure.kind}`);
        if (failure) world.enterKey(id);
      }
      await flushPromises();
      assert.deepEqual(
        [...world.failures().values()].filter((failure) => failure),
        [],
      );
      world.check();
      await world.close();
    },
    400,
  ),
];
