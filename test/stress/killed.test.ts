import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { runKillRound } from "./killRound.ts";
import { bundleWindowProgram } from "./windowProgram.ts";

describe("a window that is killed", () => {
  for (const hasSecondWindow of [false, true]) {
    const where = hasSecondWindow ? "beside another window" : "alone";
    it(`a killed window ${where} loses and doubles nothing committed, and leaves no incomplete export`, async () => {
      await using folder = await temporaryFolder();
      const program = await bundleWindowProgram("busyWindow", folder.path);
      const seed = Math.trunc(Math.random() * 2 ** 31);
      const round = await runKillRound({ program, seed, kills: 8, hasSecondWindow }).catch(
        (error: unknown) => {
          throw new Error(`under seed ${seed}`, { cause: error });
        },
      );
      assert.ok(round.readings > 0 && round.entries > 0 && round.exports > 0, JSON.stringify(round));
    }).timeout(150_000);
  }
});
