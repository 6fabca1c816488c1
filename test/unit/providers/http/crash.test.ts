import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { runCommand } from "../../../../scripts/helpers/process.ts";
import { serve } from "../../../helpers/loopbackServer.ts";
import { temporaryFolder } from "../../../helpers/temporaryFolder.ts";

const key = "pk_crash_canary_5fd924625f6ab16a";
const program = path.join(import.meta.dirname, "helpers", "crashingProcess.ts");

describe("a process that dies during a request with a key", () => {
  for (const way of ["thrown", "rejected", "fetched", "aborted"]) {
    it(`a process that ends by "${way}" prints no key`, async function () {
      this.timeout(20_000);
      await using folder = await temporaryFolder();
      await using server = await serve(() => undefined);
      const report = [
        "--report-uncaught-exception",
        "--report-exclude-env",
        `--report-directory=${folder.path}`,
      ];
      const { code, output } = await runCommand(
        process.execPath,
        [...report, program, way, server.origin, key],
        // A report includes the command line, by which this test itself passes the key.
        { env: { NODE_OPTIONS: "" } },
      );
      assert.notEqual(code, 0);
      assert.equal(server.requests[0]?.headers["x-api-key"], key, "it was under way");
      assert.match(output, way === "aborted" ? /AbortError/ : /a bug elsewhere/);
      assert.ok(!output.includes(key), output);
      for (const file of readdirSync(folder.path)) {
        const { header, ...rest } = JSON.parse(readFileSync(path.join(folder.path, file), "utf8"));
        assert.ok(!JSON.stringify({ ...rest, header: { ...header, commandLine: [] } }).includes(key), file);
      }
    });
  }
});
