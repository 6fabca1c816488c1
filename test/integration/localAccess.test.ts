import assert from "node:assert/strict";
import { exec, execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { extensionId } from "../../src/ui/context/ids.ts";
import { eventually } from "../helpers/eventually.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { extension } from "./helpers/creditMonitor.ts";
import { hostSession } from "./helpers/hostSession.ts";
import { logText } from "./helpers/logText.ts";
import { runCommand } from "./helpers/runCommand.ts";
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

  it("the installed command, in a shell, has an open window read again what could not be read", async () => {
    session.sample.accounts.set("poof", { maxCredits: "100", usedCredits: "40" });
    const id = await session.addAccount("poof");
    await using folder = await temporaryFolder();
    const file = String(await runCommand("installCommandLineTool", { folder: folder.path }));
    const shell = (line: string) =>
      new Promise<{ code: number; output: string }>((resolve) => {
        exec(line, (error, output, errors) => resolve({ code: error?.code ?? 0, output: output + errors }));
      });
    session.sample.faults.add("poof", { kind: "error", status: 500 }, { times: 1 });
    await runCommand("refresh", { accountId: id });
    session.sample.accounts.set("poof", { usedCredits: "90" });
    const first = await shell(`"${file}" check ${id} 50`);
    assert.deepEqual(
      [first.code, /not enough.*Remaining: 10 credits/.test(first.output)],
      [1, true],
      first.output,
    );

    // A provider that wants no request gets none, whoever asks.
    session.sample.faults.add(
      "poof",
      { kind: "error", status: 429, headers: { "retry-after": "600" } },
      { times: 1 },
    );
    await runCommand("refresh", { accountId: id });
    const sent = session.sample.requests.list().length;
    await shell(`"${file}" check ${id} 5`);
    await Promise.all([shell(`"${file}" check ${id} 5`), shell(`"${file}" check ${id} 5`)]);
    assert.equal(session.sample.requests.list().length, sent);
    await runCommand("removeCommandLineTool", {});
    assert.deepEqual(readdirSync(folder.path), []);
  });

  it("only the user can read what the extension keeps, and a program without the token is refused, as the log tells", async function () {
    if (process.platform === "win32") this.skip();
    await using folder = await temporaryFolder();
    await session.addAccount("poof");
    await runCommand("installCommandLineTool", { folder: folder.path });
    const windows = path.join(storage, "windows");
    const endpoint = () =>
      readdirSync(windows)
        .filter((name) => name.endsWith(".json"))
        .map((name) => JSON.parse(readFileSync(path.join(windows, name), "utf8")))
        .find(({ pid }) => pid === process.pid);
    const { address } = await eventually(() => {
      const own = endpoint();
      assert.ok(own);
      return own;
    });
    const statusWith = (token: string) =>
      new Promise((resolve, reject) => {
        const headers = { authorization: `Bearer ${token}` };
        const call = request({
          socketPath: address,
          path: "/refresh",
          method: "POST",
          headers,
          agent: false,
        });
        call.on("response", ({ statusCode }) => resolve(statusCode)).on("error", reject);
        call.end('{"accountId":"poof"}');
      });
    const sent = session.sample.requests.list().length;
    assert.equal(await statusWith("guessed"), 401);
    assert.equal(session.sample.requests.list().length, sent);
    await runCommand("showLog");
    await eventually(() => assert.match(logText(), /\[warn\] refused: a request of another program/));

    const { key } = session.sample.credentials.poof;
    const readable = openEntries(storage);
    assert.deepEqual(readable, []);
    for (const file of ["history.db", "history.db-wal", "accounts.json", "bin/credit-monitor"]) {
      assert.ok(!readFileSync(path.join(storage, file), "latin1").includes(key), file);
    }
    await runCommand("removeCommandLineTool", {});
  });
});

/** The files below a folder that other users of the machine can read, and the sockets that they can reach. */
function openEntries(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const entry = path.join(folder, name);
    const stats = statSync(entry);
    if ((stats.mode & 0o077) === 0) return [];
    return stats.isDirectory() ? openEntries(entry) : [entry];
  });
}
