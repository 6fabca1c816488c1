import assert from "node:assert/strict";
import { it } from "mocha";
import type { Failure } from "../../../src/core/readings/failure.ts";
import { needsUser } from "../../../src/core/readings/failure.ts";
import { accountIds, goodReplies, patientMs, type WeatherHouse } from "./faultHarness.ts";
import type { Script } from "./scriptedServer.ts";

const minuteMs = 60_000;
/** Beyond every back-off; a pause that was asked for may last longer. */
const soonMs = 90 * minuteMs;

export interface Storm {
  /** What every account's request meets. */
  readonly script: Script;
  /** What is told of it; the fields that matter. */
  readonly failure: Partial<Failure> & Pick<Failure, "kind">;
  /** How long it is borne, where it would last for ever. */
  readonly limitMs?: number;
}

/**
 * One test: a storm of every account's provider over real connections. The last good values and their age
 * stay, nobody who must not is asked, and once the storm is over all is read again: by itself where waiting
 * helps, else when a person has acted.
 */
export function itSurvives(house: () => WeatherHouse, what: string, storm: () => Storm): void {
  it(what, async () => {
    const { server, poller, status, pass, within, asked, bugs } = house();
    const { script, failure, limitMs = patientMs } = storm();
    server.script = goodReplies();
    await pass(soonMs);
    const before = new Map(accountIds.map((id) => [id, status(id).reading]));
    server.script = script;
    await within(limitMs, () => pass(7 * minuteMs));
    for (const id of accountIds) {
      const { reading, failure: told } = status(id);
      assert.ok(told, `${id} says that all is well`);
      assert.deepEqual({ ...told, ...failure }, told, id);
      assert.ok(!JSON.stringify(told).includes("canary_"), id);
      assert.deepEqual(reading, before.get(id), id);
    }
    server.script = goodReplies();
    asked();
    await pass(soonMs);
    if (needsUser(failure.kind)) {
      assert.deepEqual(asked(), {}, "asked again before anybody acted");
      await Promise.all(accountIds.map((id) => poller.release(id)));
    }
    for (const id of accountIds) {
      const { reading, failure: still } = status(id);
      assert.equal(still, undefined, id);
      assert.ok((reading?.readAtMs ?? 0) > (before.get(id)?.readAtMs ?? 0), id);
    }
    assert.deepEqual(bugs, []);
  });
}
