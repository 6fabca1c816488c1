import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { killRound } from "./killRound.ts";
import { windowProgram } from "./windowProgram.ts";

describe("a window that is killed", () => {
  for (const hasNeighbour of [false, true]) {
    const where = hasNeighbour ? "beside another window" : "alone";
    it(`loses and doubles nothing that was committed, and leaves no half export, ${where}`, async () => {
      await using folder = await temporaryFolder();
      const program = await windowProgram("windowWithFaults", folder.path);
      const seed = Math.trunc(Math.random() * 2 ** 31);
      const round = await killRound({ program, seed, kills: 8, hasNeighbour }).catch((error: unknown) => {
        throw new Error(`under seed ${seed}`, { cause: error });
      });
      assert.ok(round.readings > 0 && round.entries > 0 && round.exports > 0, JSON.stringify(round));
    }).timeout(150_000);
  }
});
