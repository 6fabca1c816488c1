import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { extensionId } from "../../src/ui/context/ids.ts";
import { eventually } from "../helpers/eventually.ts";
import { extension } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { userSettings } from "./helpers/userSettings.ts";

// What another program of the user learns from this window: the shipped command line runs as a process of its own.
describe("other programs of the user", () => {
  const session = hostSession();
  const storage = path.join(
    process.env.CREDIT_MONITOR_TEST_USER_DATA ?? "",
    ...["User", "globalStorage", extensionId],
  );
  const listed = () => JSON.parse(readFileSync(path.join(storage, "accounts.json"), "utf8"));
  const labels = () =>
    listed().accounts.map(({ account }: { readonly account: { readonly label: string } }) => account.label);
  const program = () => path.join(extension().extensionPath, "dist", "mcp.cjs");
  const ask = (...args: string[]) =>
    new Promise<{ code: number; output: string }>((resolve) => {
      const env = { ...process.env, ELECTRON_RUN_AS_NODE: "1" };
      const all = [program(), ...args, "--storage", storage];
      execFile(process.execPath, all, { env }, (error, output, errors) => {
        resolve({ code: error ? Number(error.code) : 0, output: output + errors });
      });
    });

  it("another program of the user learns the accounts without keys and addresses of pages", async () => {
    const id = await session.addAccount("poof", { label: "Cut Outs" });
    await eventually(() => assert.deepEqual(labels(), ["Cut Outs"]));
    assert.doesNotMatch(JSON.stringify(listed()), new RegExp(session.sample.credentials.poof.key));
    const { code, output } = await ask("check", id, "1");
    assert.deepEqual([code, /yes, enough for 1 credit\./.test(output)], [0, true], output);
    await userSettings.write("hideAmounts", true);
    await eventually(() => assert.equal(listed().hideAmounts, true));
    assert.match((await ask("check", id, "1")).output, /The user hides amounts/);
    await userSettings.write("hideAmounts", undefined);
  });
});
