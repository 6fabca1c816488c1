import assert from "node:assert/strict";
import { fromPanel } from "../../../src/core/fromPanel.ts";

describe("fromPanel", () => {
  it("takes every message the panel sends", () => {
    const messages = [
      { kind: "ready", isBorn: true },
      { kind: "refresh" },
      { kind: "refresh", accountId: "poof" },
      { kind: "addAccount" },
      { kind: "trySample" },
      { kind: "setKey", accountId: "poof" },
      { kind: "selected", accountId: "poof" },
    ];
    for (const message of messages) assert.deepEqual(fromPanel.parse(message), message);
  });

  it("turns everything else away", () => {
    const foreign = [
      undefined,
      null,
      "ready",
      { kind: "ready" },
      [],
      {},
      { kind: "run" },
      { kind: "setKey" },
      { kind: "setKey", accountId: "" },
      { kind: "selected", accountId: 7 },
      { kind: "selected", accountId: "x".repeat(201) },
    ];
    for (const message of foreign) assert.equal(fromPanel.safeParse(message).success, false);
  });

  it("drops fields it does not know", () => {
    assert.deepEqual(fromPanel.parse({ kind: "addAccount", command: "rm" }), { kind: "addAccount" });
  });
});
