import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { rename, rm } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "mocha";
import { minuteMs } from "../../src/core/time/durations.ts";
import { meterOf, snapshotOf, statusOf } from "../helpers/accountStatus.ts";
import { eventually } from "../helpers/eventually.ts";
import { temporaryFolder } from "../helpers/temporaryFolder.ts";
import { builtCommandLine, writeStorage } from "./helpers/commandLine.ts";

const escapeCode = "\u001B";

/** Writes what a window does when it reads the account. */
async function writeReading(storage: string, left: string, hideAmounts = false): Promise<void> {
  const status = statusOf({
    id: "poof",
    account: { label: "Cut-outs" },
    snapshot: snapshotOf([meterOf(left, "100")]),
  });
  assert.ok(status.reading);
  const reading = { ...status.reading, readAtMs: Date.now() };
  await writeStorage(storage, [{ ...status, reading }], { hideAmounts });
}

/** A started `watch`, with what it has printed. */
class Watch implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown[]>;
  output = "";
  errors = "";

  constructor(command: string, args: readonly string[]) {
    this.#child = spawn(command, args, { stdio: "pipe" });
    this.#ended = once(this.#child, "close");
    this.#child.stdout?.on("data", (chunk) => {
      this.output += String(chunk);
    });
    this.#child.stderr?.on("data", (chunk) => {
      this.errors += String(chunk);
    });
    // One that ends by itself may be gone before `stop` writes.
    this.#child.stdin?.on("error", () => undefined);
  }

  async waitFor(text: RegExp): Promise<void> {
    await eventually(() => assert.match(this.output, text, this.errors));
  }

  /** Sends a signal, or what a terminal makes one of; resolves to the exit code. */
  async stop(by: NodeJS.Signals | string): Promise<unknown> {
    if (by.startsWith("SIG")) this.#child.kill(by as NodeJS.Signals);
    else this.#child.stdin?.write(by);
    const [code] = await this.#ended;
    return code;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }
}

describe("credit-monitor watch", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let program = "";
  let count = 0;
  const newStorage = async () => {
    count += 1;
    const storage = path.join(folder.path, String(count));
    await writeReading(storage, "50");
    return storage;
  };

  before(async function () {
    if (process.platform === "win32") this.skip();
    this.timeout(2 * minuteMs);
    program = await builtCommandLine();
    folder = await temporaryFolder();
  });
  after(() => folder?.[Symbol.asyncDispose]());

  it("watch prints each change once, and ends by Ctrl+C and SIGTERM with code 0", async () => {
    const storage = await newStorage();
    for (const signal of ["SIGINT", "SIGTERM"]) {
      await writeReading(storage, "50");
      await using watch = new Watch(process.execPath, [program, "watch", "--json", "--storage", storage]);
      await watch.waitFor(/"remaining":"50"/);
      await writeReading(storage, "42");
      await watch.waitFor(/"remaining":"42"/);
      // A setting changes what is printed too.
      await writeReading(storage, "42", true);
      await watch.waitFor(/"remaining":"•••"/);
      assert.equal(await watch.stop(signal), 0);
      const amounts = watch.output.trimEnd().split("\n");
      assert.deepEqual(
        amounts.map((line) => JSON.parse(line)[0].meters[0].remaining).filter((amount) => amount !== "•••"),
        ["50", "42"],
      );
      assert.equal(watch.errors, "");
    }
  });

  it("watch goes on while VS Code is gone or replaces the history, and says what is missing", async () => {
    const storage = await newStorage();
    await using watch = new Watch(process.execPath, [program, "watch", "--storage", storage]);
    await watch.waitFor(/^Cut-outs +poof +ok +Credits +50 credits +just now$/m);
    for (const suffix of ["", "-wal", "-shm"]) {
      const file = path.join(storage, `history.db${suffix}`);
      await rename(file, `${file}.damaged`).catch(() => undefined);
    }
    await rm(path.join(storage, "accounts.json"));
    await eventually(() =>
      assert.match(watch.errors, /^credit-monitor: Credit Monitor has not listed .*\n$/),
    );
    await writeReading(storage, "7");
    await watch.waitFor(/ 7 credits/);
    assert.ok(!watch.output.includes(escapeCode), "no drawing without a terminal");
    assert.equal(await watch.stop("SIGINT"), 0);
  });

  it("watch draws the table anew on a terminal, and ends by its Ctrl+C", async function () {
    if (process.platform !== "linux" || spawnSync("script", ["--version"]).status !== 0) this.skip();
    const storage = await newStorage();
    // A shell that stays would end by Ctrl+C too, with a code of its own.
    const line = `exec '${process.execPath}' '${program}' watch --storage '${storage}'`;
    await using watch = new Watch("script", ["-qefc", line, "/dev/null"]);
    const frames = () => watch.output.split(`${escapeCode}[H`).slice(1);
    await eventually(() => assert.match(frames()[0] ?? "", /^ACCOUNT .*50 credits/s));
    await writeReading(storage, "42");
    await eventually(() => assert.match(frames().at(-1) ?? "", /^ACCOUNT .*42 credits/s));
    assert.equal(await watch.stop("\u0003"), 0);
  });

  it("watch tells at the start why there is nothing to watch, with exit code 2", async () => {
    await using empty = await temporaryFolder();
    await using watch = new Watch(process.execPath, [program, "watch", "--storage", empty.path]);
    await eventually(() => assert.match(watch.errors, /Open VS Code with the extension once/));
    assert.equal(await watch.stop(""), 2);
    assert.equal(watch.output, "");
  });
});
