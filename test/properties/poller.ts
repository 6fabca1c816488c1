import assert from "node:assert/strict";
import fc from "fast-check";
import type { Account } from "../../src/core/accounts/account.ts";
import { type Failure, needsUserAction } from "../../src/core/readings/failure.ts";
import { dayMs, hourMs, minuteMs } from "../../src/core/time/durations.ts";
import { flushPromises } from "../helpers/fakeClock.ts";
import { PollerModel, type ProviderBehavior } from "./helpers/pollerModel.ts";
import { property } from "./helpers/property.ts";

// More than may be read at the same time.
const ids = Array.from({ length: 8 }, (_, index) => `a-${index}`);
const anyId = fc.constantFrom(...ids);

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
  fc.record({ kind: fc.constantFrom("good", "stall") } as const),
  fc.record({ kind: fc.constant("fail"), failure: fc.constantFrom(...failures) } as const),
  fc.record({
    kind: fc.constant("rateLimit"),
    ms: fc.oneof(fc.integer({ min: 1, max: 2 * hourMs }), fc.constant(dayMs)),
  } as const),
);

const account: fc.Arbitrary<Account> = fc.record(
  {
    id: anyId,
    provider: fc.constant("poof"),
    label: fc.constantFrom("One", "Two"),
    baseUrl: fc.constantFrom("https://a.example", "https://b.example"),
    refreshMinutes: fc.constantFrom(1, 5, 30, 60),
  },
  { requiredKeys: ["id", "provider", "label"] },
);
const accounts = fc.uniqueArray(account, { minLength: 1, maxLength: ids.length, selector: ({ id }) => id });

/** An action in a window, with a name for the report of a failure. */
interface Action {
  readonly name: string;
  readonly run: (model: PollerModel) => void | Promise<void>;
}

const action = <Value>(
  name: string,
  values: fc.Arbitrary<Value>,
  run: (model: PollerModel, value: Value) => void | Promise<void>,
): fc.Arbitrary<Action> =>
  values.map((value) => ({
    name: `${name} ${JSON.stringify(value)}`,
    run: (model) => run(model, value),
    [fc.toStringMethod]: () => `${name} ${JSON.stringify(value)}`,
  }));

const noValue = fc.constant("");
const actions = fc.array(
  fc.oneof(
    {
      arbitrary: action("time passes", fc.oneof(fc.nat(2 * minuteMs), fc.nat(90 * minuteMs)), (model, ms) =>
        model.advance(ms),
      ),
      weight: 4,
    },
    {
      arbitrary: action(
        "the provider changes",
        fc.tuple(fc.array(anyId), behavior),
        (model, [accountIds, next]) => {
          for (const id of accountIds) model.behaviors.set(id, next);
        },
      ),
      weight: 4,
    },
    action(
      "the clock is set",
      fc.oneof(
        fc.constantFrom(dayMs, -dayMs, 8 * hourMs, hourMs, -hourMs),
        fc.integer({ min: -3 * dayMs, max: 3 * dayMs }),
      ),
      (model, ms) => model.shiftClock(ms),
    ),
    action("focus", fc.boolean(), (model, isFocused) => model.focusTracker.setFocused(isFocused)),
    action("the user refreshes", fc.option(anyId, { nil: undefined }), (model, id) => model.refresh(id)),
    action("the user enters a key", anyId, (model, id) => model.enterKey(id)),
    action("the accounts are", accounts, (model, list) => model.editSettings(list)),
    action("the default interval is", fc.constantFrom(1, 5, 60), (model, minutes) => {
      model.settings.minutes = minutes;
    }),
    action("a new window", noValue, (model) => model.restart()),
  ),
  { maxLength: 20 },
);

const randomNumbers = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 5 });

export const pollerProperties = [
  property(
    "poller: requests and readings are as promised through failures, clock changes and restarts",
    fc.tuple(accounts, actions, randomNumbers),
    async ([list, steps, random]) => {
      let count = 0;
      const model = new PollerModel(list, () => random[count++ % random.length] ?? 0);
      await model.start();
      for (const { run } of steps) {
        await run(model);
        await flushPromises();
        model.check();
      }
      // Requests in flight end.
      for (const id of ids) model.behaviors.set(id, { kind: "good" });
      await model.advance(minuteMs);
      model.checkAges();

      // A day later every account is read again, once, except those that wait for the user.
      model.shiftClock(26 * hourMs);
      const before = model.reads;
      await model.advance(20_000);
      assert.ok(model.reads - before <= model.accounts.length, "a burst on recovery");
      await model.advance(minuteMs);
      for (const [id, failure] of model.failures()) {
        if (failure) assert.ok(needsUserAction(failure.kind), `${id} did not recover from ${failure.kind}`);
        if (failure) model.enterKey(id);
      }
      await flushPromises();
      assert.deepEqual(
        [...model.failures().values()].filter((failure) => failure),
        [],
      );
      model.check();
      await model.close();
    },
    400,
  ),
];
