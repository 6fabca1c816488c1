import assert from "node:assert/strict";
import { after, before, describe, it } from "mocha";
import { accountIds, createFaultHarness, type FaultHarness, goodReplies } from "./helpers/faultHarness.ts";
import { itSurvives } from "./helpers/itSurvives.ts";

let harness: FaultHarness;
before(async () => {
  harness = await createFaultHarness();
});
after(async () => harness[Symbol.asyncDispose]());

/** Replaces every number of a reply, except the status in the body of EasySlip. */
const renumbered = (numeral: string) => (body: string) =>
  body.replaceAll(/("(?!status)\w+": ?)"?-?\d+(\.\d+)?"?(?=[,}\s])/g, `$1${numeral}`);

describe("numbers in every provider's reply", () => {
  const numerals: readonly (readonly [written: string, read: string])[] = [
    ["0", "0"],
    ["-0", "0"],
    ["-12.50", "-12.5"],
    ["1E+5", "100000"],
    ["1e-7", "0.0000001"],
    ["123456789012345678901234567890", "123456789012345678901234567890"],
    ["-0.123456789012345678901234567891", "-0.123456789012345678901234567891"],
    ["9007199254740993", "9007199254740993"],
    ['"42.10"', "42.1"],
  ];
  for (const [written, read] of numerals) {
    it(`a number written ${written} is read as ${read}`, async () => {
      const { server, poller, status, bugs } = harness;
      server.script = goodReplies(renumbered(written));
      await poller.refresh();
      for (const id of accountIds) {
        const { failure, reading } = status(id);
        assert.equal(failure, undefined, id);
        const [{ remaining, used }] = reading?.snapshot.meters ?? [{}];
        // Poof gives what is used; the remaining amount is the limit minus that.
        assert.equal(id === "poof" ? used : remaining, read, id);
        if (id === "poof") assert.equal(remaining, "0");
      }
      assert.deepEqual(bugs, []);
    });
  }

  for (const numeral of ["1e400", "-1e400", "1e-400", '"NaN"', '"-Infinity"', "9".repeat(300)]) {
    itSurvives(
      () => harness,
      `numbers such as ${numeral.slice(0, 20)}`,
      () => ({
        script: goodReplies(renumbered(numeral)),
        failure: { kind: "badResponse", reason: "notFinite" },
      }),
    );
  }

  for (const value of ["null", "[]", '""', '"many"', "true"]) {
    it(`the value ${value} in place of a number is never read as zero`, async () => {
      const { server, poller, status } = harness;
      server.script = goodReplies(renumbered("5"));
      await poller.refresh();
      server.script = goodReplies(renumbered(value));
      await poller.refresh();
      for (const id of accountIds) {
        const { failure, reading } = status(id);
        // For EasySlip, null is an unlimited quota, but the credit must be a number.
        assert.equal(failure?.kind, "badResponse", id);
        assert.ok(
          reading?.snapshot.meters.every(({ remaining }) => remaining !== null),
          id,
        );
      }
    });
  }
});

describe("names in every provider's reply", () => {
  it("the last of duplicate names counts", async () => {
    const { server, poller, status } = harness;
    server.script = goodReplies();
    await poller.refresh();
    const before = accountIds.map((id) => status(id).reading?.snapshot);
    const twice = (body: string) =>
      body.replaceAll(/("(?!status)\w+": ?)("?-?\d+(\.\d+)?"?)(?=[,}\s])/g, "$1 777, $1$2");
    server.script = goodReplies(twice);
    await poller.refresh();
    assert.deepEqual(
      accountIds.map((id) => status(id).reading?.snapshot),
      before,
    );
  });

  it("the names __proto__ and constructor change nothing", async () => {
    const { server, poller, status } = harness;
    server.script = goodReplies();
    await poller.refresh();
    const before = accountIds.map((id) => status(id).reading?.snapshot);
    const hostile = '{"__proto__":{"balance":"1","isBlocked":true},"constructor":{"prototype":{"ok":false}},';
    server.script = goodReplies((body) => body.replace("{", hostile));
    await poller.refresh();
    assert.deepEqual(
      accountIds.map((id) => status(id).reading?.snapshot),
      before,
    );
    assert.equal(({} as { isBlocked?: boolean }).isBlocked, undefined);
  });

  it("a value under __proto__ counts as missing", async () => {
    const { server, poller, status } = harness;
    server.script = goodReplies((body) => `{"__proto__":${body}}`);
    await poller.refresh();
    for (const id of accountIds) assert.equal(status(id).failure?.kind, "badResponse", id);
  });
});
