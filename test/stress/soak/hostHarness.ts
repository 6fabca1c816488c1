import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { balanceSettings, readBalances } from "../../../scripts/demo/balances.ts";
import { onCleanUp, scratchFolder, UserError } from "../../../scripts/helpers/cleanUp.ts";
import { withProgress } from "../../../scripts/helpers/log.ts";
import { buildBundles, packVsix } from "../../../scripts/packaging/packVsix.ts";
import { dayMs, minuteMs } from "../../../src/core/time/durations.ts";
import { type SampleProviderId, sampleProviderIds } from "../../../src/sample/http/sampleApi.ts";
import { type SampleProviders, startSampleProviders } from "../../../src/sample/startServer.ts";
import { userKeybindings } from "../../e2e/helpers/userKeybindings.ts";
import { WorkbenchFixture } from "../../e2e/helpers/workbenchFixture.ts";
import { WorkbenchUser } from "../../e2e/helpers/workbenchUser.ts";
import { waitUntil } from "../../helpers/eventually.ts";

const readMs = 2 * minuteMs;
const startMs = minuteMs;
/** VS Code restarts an extension host by itself up to three times; after that the window is loaded again. */
const maxRestarts = 3;
/** Each reply takes as long as over a network, so that a host can be killed while it waits. */
const replyMs = 50;

const keys = { addAccounts: 1, refresh: 2, exportCsv: 3, exportJson: 4 } as const;

/** What a host is doing. */
export type HostActivity = "poll" | "sync" | "export" | "idle";

/** A window of a real VS Code whose extension host is killed, and a second window that goes on. */
export class HostHarness {
  /** The folder of the exports. */
  readonly exports: string;
  readonly #user: WorkbenchUser;
  readonly #userData: string;
  /** The extension hosts of the second window. */
  readonly #otherHosts: readonly number[];
  #kills = 0;

  private constructor(user: WorkbenchUser, userData: string, exports: string, otherHosts: readonly number[]) {
    this.exports = exports;
    this.#user = user;
    this.#userData = userData;
    this.#otherHosts = otherHosts;
  }

  static async open(seed: number): Promise<HostHarness> {
    await withProgress("building and packing the extension", async () => {
      await buildBundles();
      await packVsix();
    });
    const sample = await startSampleProviders({
      seed,
      // No token expires here: the stress tests kill windows during a renewal.
      accessSeconds: (90 * dayMs) / 1000,
      coalsPerMinute: Number.MAX_SAFE_INTEGER,
      ledger: { openedAtMs: Date.now() - 60 * dayMs, debitsPerDay: 200 },
    });
    onCleanUp(() => sample.close());
    const exports = path.join(scratchFolder("hosts"), "exports");
    mkdirSync(exports);
    const settings = { ...balanceSettings, "creditMonitor.history.days": 3650 };
    const fixture = await WorkbenchFixture.open({ settings, keys: keybindings(sample, exports), files: {} });
    onCleanUp(() => fixture.close());
    fixture.providerProxy.routeTo(sample);
    const user = new WorkbenchUser(fixture, sample);
    await user.waitUntilReady();
    await user.runBoundCommand(keys.addAccounts);
    await readBalances(user.window, sampleProviderIds.length, readMs);
    const { userData } = fixture.workbench.profile;
    const own = extensionHosts(userData);
    await user.inAnotherWindow();
    const others = extensionHosts(userData).filter((pid) => !own.includes(pid));
    for (const id of sampleProviderIds) {
      sample.faults.add(id, { kind: "delay", ms: replyMs }, { times: Number.POSITIVE_INFINITY });
    }
    return new HostHarness(user, userData, exports, others);
  }

  get sample(): SampleProviders {
    return this.#user.sample;
  }

  get historyFile(): string {
    return this.#user.historyFile;
  }

  /** Starts work by a bound key; resolves once a request or an export is under way. */
  async startWork(key: keyof typeof keys): Promise<void> {
    const drafts = this.drafts().length;
    const sinceMs = Date.now();
    const isWorking = () =>
      this.drafts().length > drafts || (key === "refresh" && this.#lastRequestMs() >= sinceMs);
    for (const until = sinceMs + startMs; Date.now() < until; ) {
      await this.#user.runBoundCommand(keys[key]);
      for (const retryAt = Date.now() + 1_000; Date.now() < retryAt; await wait(5)) if (isWorking()) return;
    }
    throw new UserError(`the window does not ${key} any more`);
  }

  /** What the host is doing, by the path of its last request. An export shows as a new draft instead. */
  activity(): HostActivity {
    const { requests } = this.sample;
    const isWaiting = requests.inFlight() > 0 || this.#lastRequestMs() + 2 * replyMs > Date.now();
    if (!isWaiting) return "idle";
    return requests.list().at(-1)?.path.endsWith("/ledger") ? "sync" : "poll";
  }

  /** Exports that are being written, or whose host was killed. */
  drafts(): readonly string[] {
    return readdirSync(this.exports).filter((name) => name.endsWith(".partial"));
  }

  kill(): void {
    for (const pid of this.#hosts()) process.kill(pid, "SIGKILL");
    this.#kills += 1;
  }

  /** Resolves once the window has an extension host again. */
  async waitForRestart(): Promise<void> {
    if (this.#kills % maxRestarts === 0) await this.#user.load();
    await waitUntil(() => this.#hosts().length > 0, startMs);
  }

  /** Resolves once the status bar shows all accounts. */
  async waitForBalances(): Promise<void> {
    await readBalances(this.#user.window, sampleProviderIds.length, readMs);
  }

  #lastRequestMs(): number {
    return this.sample.requests.list().at(-1)?.atMs ?? 0;
  }

  #hosts(): readonly number[] {
    return extensionHosts(this.#userData).filter((pid) => !this.#otherHosts.includes(pid));
  }
}

/** The extension host processes, one a window, of the VS Code with this `userData`. Needs Linux's /proc. */
function extensionHosts(userData: string): readonly number[] {
  const isHost = (pid: number) => {
    try {
      const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
      if (!commandLine.includes("--type=extensionHost")) return false;
      return readFileSync(`/proc/${pid}/environ`, "utf8").includes(userData);
    } catch {
      // It has just ended.
      return false;
    }
  };
  return readdirSync("/proc").map(Number).filter(Number.isInteger).filter(isHost);
}

function keybindings(sample: SampleProviders, exports: string): readonly object[] {
  const { email, password } = sample.credentials.richUtilities;
  const secretOf = (id: SampleProviderId) =>
    id === "richUtilities" ? { email, password } : { key: sample.credentials[id].key };
  const commands = sampleProviderIds.map((provider) => ({
    command: "creditMonitor.addAccount",
    args: { provider, baseUrl: sample.baseUrl(provider), ...secretOf(provider) },
  }));
  const bind = (key: keyof typeof keys, command: string, args?: unknown) => ({
    key: `ctrl+alt+${keys[key]}`,
    command,
    args,
  });
  const exportAs = (format: string) => ({ format, path: path.join(exports, `latest.${format}`) });
  return [
    bind("addAccounts", "runCommands", { commands }),
    bind("refresh", "creditMonitor.refresh"),
    bind("exportCsv", "creditMonitor.exportLedger", exportAs("csv")),
    bind("exportJson", "creditMonitor.exportLedger", exportAs("json")),
    ...userKeybindings,
  ];
}
