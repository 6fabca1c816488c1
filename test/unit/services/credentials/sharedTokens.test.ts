import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import { describe, it } from "mocha";
import { failed, type Outcome, success } from "../../../../src/core/readings/outcome.ts";
import { minuteMs } from "../../../../src/core/time/durations.ts";
import { startSampleProviders } from "../../../../src/sample/startServer.ts";
import { type Coordinator, Leases, leaseMs } from "../../../../src/services/coordination/leases.ts";
import { SessionTokens } from "../../../../src/services/credentials/sessionTokens.lazy.ts";
import { HistoryError } from "../../../../src/store/historyStore.ts";
import { KeyStore } from "../../../../src/store/secrets/keyStore.ts";
import { TokenCipher } from "../../../../src/store/secrets/tokenCipher.ts";
import { FakeClock, flushPromises } from "../../../helpers/fakeClock.ts";
import { historyAt } from "../../../helpers/historyAt.ts";
import { MemorySecrets } from "../../../helpers/memorySecrets.ts";
import { FakeSessionProvider, unusedExchange } from "../../../helpers/tokens.ts";
import { tempFile } from "../../store/database/helpers/tempHistory.ts";

const origin = "https://rich.example";
const retried = failed({ kind: "unreachable", reason: "internal" });
const signedOut = failed({ kind: "keyRejected", isSignedOut: true });

/** Windows over one history, each with the copy of the secrets that it was opened with. */
function house() {
  const clock = new FakeClock();
  const file = tempFile();
  const desk = new FakeSessionProvider();
  const disk = { heldAsks: 0 };
  const histories: { dispose(): void }[] = [];
  const open = (secrets: MemorySecrets) => {
    const history = historyAt(file, clock);
    histories.push(history);
    const keyStore = new KeyStore(secrets);
    const coordinator: Coordinator = {
      async coordinate(ask, otherwise) {
        disk.heldAsks -= 1;
        return disk.heldAsks >= 0 ? otherwise : history.coordinate(ask, otherwise);
      },
    };
    const leases = new Leases(coordinator, clock);
    const sessions = new SessionTokens({ keyStore, coordinator, leases, clock });
    const used: string[] = [];
    const ask = (use = async (token: string): Promise<Outcome<string>> => success(token)) =>
      sessions.withToken("rich", desk, unusedExchange(clock.now()), (token) => {
        used.push(token);
        return use(token);
      });
    return { secrets, history, keyStore, leases, sessions, used, ask };
  };
  const copyOf = ({ entries }: MemorySecrets) => {
    const copy = new MemorySecrets();
    for (const [name, value] of entries) copy.entries.set(name, value);
    return copy;
  };
  return {
    clock,
    file,
    desk,
    /** So often it is asked in vain, as another program holds it. */
    disk,
    open,
    /** A window of a served VS Code, opened now: what it writes others do not see, nor it what they write. */
    openBeside: ({ secrets }: { secrets: MemorySecrets }) => open(copyOf(secrets)),
    [Symbol.dispose]() {
      for (const history of histories) history.dispose();
    },
  };
}

async function signedIn(all: ReturnType<typeof house>) {
  const window = all.open(new MemorySecrets());
  await window.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: "refresh-0" });
  return window;
}

describe("the tokens of a session in several windows", () => {
  it("tokens are renewed by one window and used by all, each with its own copy of the secrets", async () => {
    using all = house();
    const first = await signedIn(all);
    const windows = [first, all.openBeside(first), all.openBeside(first)];
    for (let round = 0; round < 9; round += 1) {
      const answers = [];
      for (const window of [...windows.slice(round % 3), ...windows.slice(0, round % 3)])
        answers.push(await window.ask());
      assert.ok(answers.every((answer) => answer.ok && answer.value === all.desk.lastAccess));
      await all.clock.advance(15 * minuteMs);
    }
    assert.equal(all.desk.usedTokens.length, 9);
    assert.equal(new Set(all.desk.usedTokens).size, 9);
  });

  it("tokens are renewed once when all windows need them at the same time", async () => {
    using all = house();
    const first = await signedIn(all);
    const windows = [first, all.openBeside(first), all.openBeside(first)];
    all.desk.isPaused = true;
    const answers = Promise.all(windows.map(({ ask }) => ask()));
    await flushPromises();
    await all.clock.advance(5_000);
    assert.deepEqual(all.desk.usedTokens, ["refresh-0"]);
    all.desk.resume();
    await all.clock.advance(5_000);
    assert.equal(new Set((await answers).map((answer) => answer.ok && answer.value)).size, 1);
    assert.deepEqual(all.desk.usedTokens, ["refresh-0"]);
  });

  it("a window that is closed stops waiting for tokens and uses none", async () => {
    using all = house();
    const first = await signedIn(all);
    const second = all.openBeside(first);
    all.desk.isPaused = true;
    const asked = first.ask();
    await flushPromises();
    const waiting = second.ask();
    await all.clock.advance(1_000);
    second.leases.dispose();
    second.history.dispose();
    assert.equal((await waiting).ok, false);
    all.desk.resume();
    assert.equal((await asked).ok, true);
    assert.deepEqual(all.desk.usedTokens, ["refresh-0"]);
    assert.equal(all.clock.pendingTimers, 0);
  });

  it("other windows wait for tokens when the window that renews them is closed", async () => {
    using all = house();
    const first = await signedIn(all);
    const second = all.open(first.secrets);
    all.desk.isPaused = true;
    void first.ask();
    await flushPromises();
    first.leases.dispose();
    first.history.dispose();
    const waiting = second.ask();
    await all.clock.advance(5_000);
    all.desk.resume();
    await all.clock.advance(5_000);
    assert.deepEqual(await waiting, success(`${all.desk.lastAccess}`));
    assert.deepEqual(all.desk.usedTokens, ["refresh-0"]);
  });

  it("tokens are stored in SecretStorage too, so that a window continues without the database", async () => {
    using all = house();
    const first = await signedIn(all);
    await first.ask();
    first.history.dispose();
    for (const name of readdirSync(path.dirname(all.file))) rmSync(path.join(path.dirname(all.file), name));
    await all.clock.advance(20 * minuteMs);
    const later = all.openBeside(first);
    assert.equal((await later.ask()).ok, true);
    assert.deepEqual(all.desk.usedTokens, ["refresh-0", "refresh-1"]);
  });

  it("tokens are in no file in plain text, and are deleted with the account", async () => {
    using all = house();
    const first = await signedIn(all);
    await first.ask();
    const folder = path.dirname(all.file);
    const bytes = () => readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "latin1"));
    const seal = await first.keyStore.getTokenKey();
    assert.ok(seal);
    const hidden = [...all.desk.usedTokens, all.desk.validToken, `${all.desk.lastAccess}`, seal];
    for (const secret of hidden) assert.ok(!bytes().join().includes(secret), secret);
    const { keyId } = new TokenCipher(seal);
    assert.ok(await first.history.coordinate((notes) => notes.findTokens("rich", keyId)));
    await first.history.delete("rich", "keep");
    assert.equal(await first.history.coordinate((notes) => notes.findTokens("rich", keyId)), undefined);
  });

  it("a window without the encryption key finds no tokens, and uses none a second time", async () => {
    using all = house();
    const early = new MemorySecrets();
    const first = await signedIn(all);
    const entry = first.secrets.entries.get("account:rich");
    early.entries.set("account:rich", `${entry}`);
    const second = all.open(early);
    assert.equal((await first.ask()).ok, true);
    for (let count = 0; count < 3; count += 1) assert.deepEqual(await second.ask(), signedOut);
    assert.deepEqual(all.desk.usedTokens, ["refresh-0"]);
    assert.deepEqual(early.writes, [], "it makes no key of its own, which would oust the one that all have");
    await second.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: all.desk.validToken });
    assert.equal((await second.ask()).ok, true);
  });

  it("tokens of two encryption keys are not mixed up", async () => {
    using all = house();
    const first = await signedIn(all);
    const other = all.open(new MemorySecrets());
    all.desk.validToken = "refresh-b";
    await other.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: "refresh-b" });
    assert.notEqual(await first.keyStore.getTokenKey(), await other.keyStore.getTokenKey());
    assert.equal((await other.ask()).ok, true);
    all.desk.validToken = "refresh-0";
    assert.equal((await first.ask()).ok, true);
    assert.deepEqual(all.desk.usedTokens, ["refresh-b", "refresh-0"]);
  });

  it("tokens are replaced by those of a new sign-in in any window", async () => {
    using all = house();
    const first = await signedIn(all);
    const second = all.openBeside(first);
    await first.ask();
    all.desk.validToken = "refresh-new";
    await second.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: "refresh-new" });
    await all.clock.advance(20 * minuteMs);
    assert.equal((await first.ask()).ok, true);
    assert.equal(all.desk.usedTokens.at(-1), "refresh-new");
  });

  it("tokens are replaced also when the clock was set back before the sign-in", async () => {
    using all = house();
    const first = await signedIn(all);
    const second = all.openBeside(first);
    await first.ask();
    all.clock.jump(-24 * 60 * minuteMs);
    all.desk.validToken = "refresh-new";
    await second.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: "refresh-new" });
    const stop = async (): Promise<Outcome<string>> => failed({ kind: "keyRejected", status: 401 });
    await first.ask(stop);
    assert.equal(all.desk.usedTokens.at(-1), "refresh-new");
  });

  it("tokens for another origin are not decrypted", async () => {
    using all = house();
    const first = await signedIn(all);
    const second = all.openBeside(first);
    const elsewhere = { kind: "session", refreshToken: "elsewhere", accessToken: "elsewhere-a" } as const;
    await first.sessions.saveSignIn("rich", "https://elsewhere.example", elsewhere);
    assert.equal((await second.ask()).ok, true);
    assert.deepEqual(all.desk.usedTokens, ["refresh-0"]);
  });

  it("tokens that were rejected in one window are used by no other", async () => {
    using all = house();
    const first = await signedIn(all);
    const second = all.openBeside(first);
    all.desk.validToken = "another";
    const refused = failed({ kind: "keyRejected", status: 401, isSignedOut: true });
    assert.deepEqual(await first.ask(), refused);
    assert.deepEqual(await second.ask(), signedOut);
    assert.deepEqual(all.desk.usedTokens, ["refresh-0"]);
  });

  it("tokens may be used again when the provider did not answer", async () => {
    using all = house();
    const first = await signedIn(all);
    const second = all.openBeside(first);
    const refresh = all.desk.refresh.bind(all.desk);
    all.desk.refresh = async () => failed({ kind: "timeout", seconds: 15 });
    assert.equal((await first.ask()).ok, false);
    all.desk.refresh = refresh;
    assert.equal((await second.ask()).ok, true);
  });

  it("tokens are not used while another program locks the database, and by one window after it", async () => {
    using all = house();
    const first = await signedIn(all);
    const windows = [first, all.openBeside(first)];
    all.disk.heldAsks = Number.POSITIVE_INFINITY;
    assert.deepEqual(await Promise.all(windows.map(({ ask }) => ask())), [retried, retried]);
    assert.deepEqual(all.desk.usedTokens, []);
    all.disk.heldAsks = 0;
    const answers = Promise.all(windows.map(({ ask }) => ask()));
    await all.clock.advance(1_000);
    assert.ok((await answers).every(({ ok }) => ok));
    assert.deepEqual(all.desk.usedTokens, ["refresh-0"]);
  });

  it("tokens are not used when their use cannot be recorded first", async () => {
    using all = house();
    const first = await signedIn(all);
    let isFull = true;
    await first.history.coordinate((notes) => {
      const noteSpent = notes.markTokenUsed.bind(notes);
      notes.markTokenUsed = (mark, nowMs) => {
        if (isFull) throw new HistoryError("diskFull");
        noteSpent(mark, nowMs);
      };
    });
    assert.deepEqual(await first.ask(), retried);
    assert.deepEqual(all.desk.usedTokens, []);
    isFull = false;
    assert.equal((await first.ask()).ok, true);
  });

  it("tokens may be used again also when the failed attempt could not be recorded", async () => {
    using all = house();
    const first = await signedIn(all);
    const refresh = all.desk.refresh.bind(all.desk);
    all.desk.refresh = async () => {
      all.disk.heldAsks = Number.POSITIVE_INFINITY;
      return failed({ kind: "timeout", seconds: 15 });
    };
    assert.equal((await first.ask()).ok, false);
    all.disk.heldAsks = 0;
    all.desk.refresh = refresh;
    await all.clock.advance(leaseMs);
    assert.equal((await first.ask()).ok, true);
    await all.clock.advance(20 * minuteMs);
    assert.equal((await first.ask()).ok, true);
    assert.equal(new Set(all.desk.usedTokens).size, 2);
  });

  it("tokens are shared with other windows once a locked database is free again", async () => {
    using all = house();
    const first = await signedIn(all);
    const second = all.openBeside(first);
    const refresh = all.desk.refresh.bind(all.desk);
    all.desk.refresh = (exchange, token) => {
      all.disk.heldAsks = 3;
      return refresh(exchange, token);
    };
    assert.equal((await first.ask()).ok, true);
    assert.deepEqual(await second.ask(), success(`${all.desk.lastAccess}`));
  });
}).timeout(20_000);

describe("a window that is killed during a renewal", () => {
  it("a killed renewal ends the session, which is reported once and sends no more requests", async () => {
    const sample = await startSampleProviders();
    await using _closing = { [Symbol.asyncDispose]: () => sample.close() };
    using all = house();
    const baseUrl = sample.baseUrl("richUtilities");
    const { refreshToken } = sample.credentials.richUtilities;
    sample.faults.add("richUtilities", { kind: "stallBody" }, { path: "/auth/refresh" });
    const program = path.join(import.meta.dirname, "helpers", "renewProcess.ts");
    const child = spawn(process.execPath, [program, all.file, baseUrl, refreshToken], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const said = text(child.stdout);
    while (sample.tokens.refreshes === 0 && child.exitCode === null) await wait(5);
    child.kill("SIGKILL");
    assert.equal(await said, "");

    all.clock.jump(Date.now() - all.clock.now());
    const window = all.open(new MemorySecrets());
    await window.keyStore.set("rich", { origin, credential: { kind: "session", refreshToken } });
    const waiting = window.ask();
    await all.clock.advance(leaseMs + 1_000);
    assert.deepEqual(await waiting, signedOut);
    assert.deepEqual(await window.ask(), signedOut);
    assert.deepEqual([all.desk.usedTokens, sample.tokens.refreshes, sample.tokens.reuses], [[], 1, 0]);
  });
}).timeout(20_000);
