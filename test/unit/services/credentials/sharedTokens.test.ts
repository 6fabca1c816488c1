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

/** Windows that share one history, each with the copy of the secrets that it was opened with. */
function createEnvironment() {
  const clock = new FakeClock();
  const file = tempFile();
  const provider = new FakeSessionProvider();
  const disk = { lockedCalls: 0 };
  const histories: { dispose(): void }[] = [];
  const open = (secrets: MemorySecrets) => {
    const history = historyAt(file, clock);
    histories.push(history);
    const keyStore = new KeyStore(secrets);
    const coordinator: Coordinator = {
      async coordinate(ask, otherwise) {
        disk.lockedCalls -= 1;
        return disk.lockedCalls >= 0 ? otherwise : history.coordinate(ask, otherwise);
      },
    };
    const leases = new Leases(coordinator, clock);
    const sessions = new SessionTokens({ keyStore, coordinator, leases, clock });
    const used: string[] = [];
    const ask = (use = async (token: string): Promise<Outcome<string>> => success(token)) =>
      sessions.withToken("rich", provider, unusedExchange(clock.now()), (token) => {
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
    provider,
    /** `lockedCalls` is the number of next calls that fail as if another program locked the database. */
    disk,
    open,
    /** A new window of a served VS Code: it does not see secrets that others write, nor they its own. */
    openAnother: ({ secrets }: { secrets: MemorySecrets }) => open(copyOf(secrets)),
    [Symbol.dispose]() {
      for (const history of histories) history.dispose();
    },
  };
}

async function signedIn(environment: ReturnType<typeof createEnvironment>) {
  const window = environment.open(new MemorySecrets());
  await window.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: "refresh-0" });
  return window;
}

describe("the tokens of a session in several windows", () => {
  it("tokens are renewed by one window and used by all, each with its own copy of the secrets", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const windows = [first, environment.openAnother(first), environment.openAnother(first)];
    for (let round = 0; round < 9; round += 1) {
      const answers = [];
      for (const window of [...windows.slice(round % 3), ...windows.slice(0, round % 3)])
        answers.push(await window.ask());
      assert.ok(answers.every((answer) => answer.ok && answer.value === environment.provider.lastAccess));
      await environment.clock.advance(15 * minuteMs);
    }
    assert.equal(environment.provider.usedTokens.length, 9);
    assert.equal(new Set(environment.provider.usedTokens).size, 9);
  });

  it("tokens are renewed once when all windows need them at the same time", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const windows = [first, environment.openAnother(first), environment.openAnother(first)];
    environment.provider.isPaused = true;
    const answers = Promise.all(windows.map(({ ask }) => ask()));
    await flushPromises();
    await environment.clock.advance(5_000);
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0"]);
    environment.provider.resume();
    await environment.clock.advance(5_000);
    assert.equal(new Set((await answers).map((answer) => answer.ok && answer.value)).size, 1);
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0"]);
  });

  it("a window that is closed stops waiting for tokens and uses none", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const second = environment.openAnother(first);
    environment.provider.isPaused = true;
    const pending = first.ask();
    await flushPromises();
    const waiting = second.ask();
    await environment.clock.advance(1_000);
    second.leases.dispose();
    second.history.dispose();
    assert.equal((await waiting).ok, false);
    environment.provider.resume();
    assert.equal((await pending).ok, true);
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0"]);
    assert.equal(environment.clock.pendingTimers, 0);
  });

  it("other windows wait for tokens when the window that renews them is closed", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const second = environment.open(first.secrets);
    environment.provider.isPaused = true;
    void first.ask();
    await flushPromises();
    first.leases.dispose();
    first.history.dispose();
    const waiting = second.ask();
    await environment.clock.advance(5_000);
    environment.provider.resume();
    await environment.clock.advance(5_000);
    assert.deepEqual(await waiting, success(`${environment.provider.lastAccess}`));
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0"]);
  });

  it("tokens are stored in SecretStorage too, so that a window continues without the database", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    await first.ask();
    first.history.dispose();
    for (const name of readdirSync(path.dirname(environment.file)))
      rmSync(path.join(path.dirname(environment.file), name));
    await environment.clock.advance(20 * minuteMs);
    const later = environment.openAnother(first);
    assert.equal((await later.ask()).ok, true);
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0", "refresh-1"]);
  });

  it("tokens are in no file in plain text, and are deleted with the account", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    await first.ask();
    const folder = path.dirname(environment.file);
    const bytes = () => readdirSync(folder).map((name) => readFileSync(path.join(folder, name), "latin1"));
    const seal = await first.keyStore.getTokenKey();
    assert.ok(seal);
    const hidden = [
      ...environment.provider.usedTokens,
      environment.provider.validToken,
      `${environment.provider.lastAccess}`,
      seal,
    ];
    for (const secret of hidden) assert.ok(!bytes().join().includes(secret), secret);
    const { keyId } = new TokenCipher(seal);
    assert.ok(await first.history.coordinate((store) => store.findTokens("rich", keyId)));
    await first.history.write("rich", (store) => store.deleteAttempt("rich"));
    assert.equal(await first.history.coordinate((store) => store.findTokens("rich", keyId)), undefined);
  });

  it("a window without the encryption key finds no tokens, and uses none a second time", async () => {
    using environment = createEnvironment();
    const early = new MemorySecrets();
    const first = await signedIn(environment);
    const entry = first.secrets.entries.get("account:rich");
    early.entries.set("account:rich", `${entry}`);
    const second = environment.open(early);
    assert.equal((await first.ask()).ok, true);
    for (let count = 0; count < 3; count += 1) assert.deepEqual(await second.ask(), signedOut);
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0"]);
    assert.deepEqual(early.writes, [], "it creates no key of its own, which would replace the shared one");
    await second.sessions.saveSignIn("rich", origin, {
      kind: "session",
      refreshToken: environment.provider.validToken,
    });
    assert.equal((await second.ask()).ok, true);
  });

  it("tokens of two encryption keys are not mixed up", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const other = environment.open(new MemorySecrets());
    environment.provider.validToken = "refresh-b";
    await other.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: "refresh-b" });
    assert.notEqual(await first.keyStore.getTokenKey(), await other.keyStore.getTokenKey());
    assert.equal((await other.ask()).ok, true);
    environment.provider.validToken = "refresh-0";
    assert.equal((await first.ask()).ok, true);
    assert.deepEqual(environment.provider.usedTokens, ["refresh-b", "refresh-0"]);
  });

  it("tokens are replaced by those of a new sign-in in any window", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const second = environment.openAnother(first);
    await first.ask();
    environment.provider.validToken = "refresh-new";
    await second.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: "refresh-new" });
    await environment.clock.advance(20 * minuteMs);
    assert.equal((await first.ask()).ok, true);
    assert.equal(environment.provider.usedTokens.at(-1), "refresh-new");
  });

  it("tokens are replaced also when the clock was set back before the sign-in", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const second = environment.openAnother(first);
    await first.ask();
    environment.clock.jump(-24 * 60 * minuteMs);
    environment.provider.validToken = "refresh-new";
    await second.sessions.saveSignIn("rich", origin, { kind: "session", refreshToken: "refresh-new" });
    const stop = async (): Promise<Outcome<string>> => failed({ kind: "keyRejected", status: 401 });
    await first.ask(stop);
    assert.equal(environment.provider.usedTokens.at(-1), "refresh-new");
  });

  it("tokens for another origin are not decrypted", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const second = environment.openAnother(first);
    const elsewhere = { kind: "session", refreshToken: "elsewhere", accessToken: "elsewhere-a" } as const;
    await first.sessions.saveSignIn("rich", "https://elsewhere.example", elsewhere);
    assert.equal((await second.ask()).ok, true);
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0"]);
  });

  it("tokens that were rejected in one window are used by no other", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const second = environment.openAnother(first);
    environment.provider.validToken = "another";
    const refused = failed({ kind: "keyRejected", status: 401, isSignedOut: true });
    assert.deepEqual(await first.ask(), refused);
    assert.deepEqual(await second.ask(), signedOut);
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0"]);
  });

  it("tokens may be used again when the provider did not answer", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const second = environment.openAnother(first);
    const refresh = environment.provider.refresh.bind(environment.provider);
    environment.provider.refresh = async () => failed({ kind: "timeout", seconds: 15 });
    assert.equal((await first.ask()).ok, false);
    environment.provider.refresh = refresh;
    assert.equal((await second.ask()).ok, true);
  });

  it("tokens are not used while another program locks the database, and by one window after it", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const windows = [first, environment.openAnother(first)];
    environment.disk.lockedCalls = Number.POSITIVE_INFINITY;
    assert.deepEqual(await Promise.all(windows.map(({ ask }) => ask())), [retried, retried]);
    assert.deepEqual(environment.provider.usedTokens, []);
    environment.disk.lockedCalls = 0;
    const answers = Promise.all(windows.map(({ ask }) => ask()));
    await environment.clock.advance(1_000);
    assert.ok((await answers).every(({ ok }) => ok));
    assert.deepEqual(environment.provider.usedTokens, ["refresh-0"]);
  });

  it("tokens are not used when their use cannot be recorded first", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    let isFull = true;
    await first.history.coordinate((store) => {
      const markTokenUsed = store.markTokenUsed.bind(store);
      store.markTokenUsed = (fingerprint, nowMs) => {
        if (isFull) throw new HistoryError("diskFull");
        markTokenUsed(fingerprint, nowMs);
      };
    });
    assert.deepEqual(await first.ask(), retried);
    assert.deepEqual(environment.provider.usedTokens, []);
    isFull = false;
    assert.equal((await first.ask()).ok, true);
  });

  it("tokens may be used again also when the failed attempt could not be recorded", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const refresh = environment.provider.refresh.bind(environment.provider);
    environment.provider.refresh = async () => {
      environment.disk.lockedCalls = Number.POSITIVE_INFINITY;
      return failed({ kind: "timeout", seconds: 15 });
    };
    assert.equal((await first.ask()).ok, false);
    environment.disk.lockedCalls = 0;
    environment.provider.refresh = refresh;
    await environment.clock.advance(leaseMs);
    assert.equal((await first.ask()).ok, true);
    await environment.clock.advance(20 * minuteMs);
    assert.equal((await first.ask()).ok, true);
    assert.equal(new Set(environment.provider.usedTokens).size, 2);
  });

  it("tokens are shared with other windows once a locked database is free again", async () => {
    using environment = createEnvironment();
    const first = await signedIn(environment);
    const second = environment.openAnother(first);
    const refresh = environment.provider.refresh.bind(environment.provider);
    environment.provider.refresh = (exchange, token) => {
      environment.disk.lockedCalls = 3;
      return refresh(exchange, token);
    };
    assert.equal((await first.ask()).ok, true);
    assert.deepEqual(await second.ask(), success(`${environment.provider.lastAccess}`));
  });
}).timeout(20_000);

describe("a window that is killed during a renewal", () => {
  it("a killed renewal ends the session, which is reported once and sends no more requests", async () => {
    const sample = await startSampleProviders();
    await using _closing = { [Symbol.asyncDispose]: () => sample.close() };
    using environment = createEnvironment();
    const baseUrl = sample.baseUrl("richUtilities");
    const { refreshToken } = sample.credentials.richUtilities;
    sample.faults.add("richUtilities", { kind: "stallBody" }, { path: "/auth/refresh" });
    const program = path.join(import.meta.dirname, "helpers", "renewProcess.ts");
    const child = spawn(process.execPath, [program, environment.file, baseUrl, refreshToken], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const output = text(child.stdout);
    while (sample.tokens.refreshes === 0 && child.exitCode === null) await wait(5);
    child.kill("SIGKILL");
    assert.equal(await output, "");

    environment.clock.jump(Date.now() - environment.clock.now());
    const window = environment.open(new MemorySecrets());
    await window.keyStore.set("rich", { origin, credential: { kind: "session", refreshToken } });
    const waiting = window.ask();
    await environment.clock.advance(leaseMs + 1_000);
    assert.deepEqual(await waiting, signedOut);
    assert.deepEqual(await window.ask(), signedOut);
    assert.deepEqual(
      [environment.provider.usedTokens, sample.tokens.refreshes, sample.tokens.reuses],
      [[], 1, 0],
    );
  });
}).timeout(20_000);
