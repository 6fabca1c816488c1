import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Memento } from "vscode";
import { systemTimeZone } from "../../../../src/core/time/timeZone.ts";
import { createReaderTimeZone } from "../../../../src/ui/vscode/readerTimeZone.ts";

/** VS Code's state of an extension on one machine, which survives a restart. */
function savedState(initial: Readonly<Record<string, unknown>> = {}): Memento {
  const values = new Map(Object.entries(initial));
  return {
    keys: () => [...values.keys()],
    get: <T>(key: string, otherwise?: T) => (values.get(key) ?? otherwise) as T,
    update: async (key, value) => void values.set(key, value),
  };
}

/** A zone that is not the one of this machine. */
const elsewhere = ["Pacific/Kiritimati", "Pacific/Pago_Pago"].find((zone) => zone !== systemTimeZone()) ?? "";

describe("the reader's time zone", () => {
  it("before a panel was opened, it is the zone of this machine", () => {
    assert.equal(createReaderTimeZone(savedState()).get(), systemTimeZone());
  });

  it("it is the zone that a panel reported, also after a restart", () => {
    const state = savedState();
    const zone = createReaderTimeZone(state);
    assert.equal(zone.get(), systemTimeZone());
    zone.set(elsewhere);
    assert.equal(zone.get(), elsewhere);
    assert.equal(createReaderTimeZone(state).get(), elsewhere);
  });

  it("a reader who moves back to the zone of this machine has that zone, also after a restart", () => {
    const state = savedState();
    createReaderTimeZone(state).set(elsewhere);
    createReaderTimeZone(state).set(systemTimeZone());
    assert.equal(createReaderTimeZone(state).get(), systemTimeZone());
  });

  it("a saved zone that this machine does not know is ignored", () => {
    for (const readerTimeZone of ["Mars/Olympus", 7, null]) {
      assert.equal(createReaderTimeZone(savedState({ readerTimeZone })).get(), systemTimeZone());
    }
  });
});
