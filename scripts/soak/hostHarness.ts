import { mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { dayMs, minuteMs } from "../../src/core/time/durations.ts";
import { type SampleProviderId, sampleProviderIds } from "../../src/sample/http/sampleApi.ts";
import { type SampleProviders, startSampleProviders } from "../../src/sample/startServer.ts";
import { WorkbenchFixture } from "../../test/e2e/helpers/workbenchFixture.ts";
import { userKeybindings, WorkbenchUser } from "../../test/e2e/helpers/workbenchUser.ts";
import { eventually } from "../../test/helpers/eventually.ts";
import { readBalances } from "../demo/balances.ts";
import { onCleanUp, scratchFolder, UserError } from "../helpers/cleanUp.ts";
import { withProgress } from "../helpers/log.ts";
import { buildBundles, packVsix } from "../packaging/packVsix.ts";
import { extensionHosts } from "./extensionHosts.ts";

const readMs = 120_000;
const startMs = minuteMs;
/** VS Code starts a host anew by itself until so many have died; a window that is loaded anew counts from none. */
const mostDeaths = 3;
/** A reply takes as long, as over a network, so that there is something to be killed in. */
const replyMs = 50;

const keys = { addAccounts: 1, refresh: 2, exportCsv: 3, exportJson: 4 } as const;

/** What a host was at: the path of the last request, or a draft of an export, tells. */
export type HostDeed = "poll" | "sync" | "export" | "rest";

/** A window of a real VS Code whose extension host is killed, and a second one beside it that goes on. */
export class HostGround {
  readonly sample: SampleProviders;
  readonly exports: string;
  readonly historyFile: string;
  readonly #person: WorkbenchUser;
  readonly #userData: string;
  /** The hosts of the window beside it. */
  readonly #spared: readonly number[];
  #deaths = 0;

  private constructor(person: WorkbenchUser, userData: string, exports: string, spared: readonly number[]) {
    this.sample = person.sample;
    this.historyFile = person.historyFile;
    this.exports = exports;
    this.#person = person;
    this.#userData = userData;
    this.#spared = spared;
  }

  static async open(seed: number): Promise<HostGround> {
    await withProgress("building and packing", async () => {
      await buildBundles();
      await packVsix();
    });
    const sample = await startSampleProviders({
      seed,
      // No token is rotated by the one that dies: what then happens is tested where the clock hurries.
      accessSeconds: (90 * dayMs) / 1000,
      coalsPerMinute: Number.MAX_SAFE_INTEGER,
      ledger: { openedAtMs: Date.now() - 60 * dayMs, debitsPerDay: 200 },
    });
    onCleanUp(() => sample.close());
    const exports = path.join(scratchFolder("hosts"), "exports");
    mkdirSync(exports);
    const settings = { "creditMonitor.statusBar.show": "all", "creditMonitor.history.days": 3650 };
    const house = await WorkbenchFixture.open({ settings, keys: keysFor(sample, exports), files: {} });
    onCleanUp(() => house.close());
    house.addresses.leadTo(sample);
    const person = new WorkbenchUser(house, sample);
    await person.waitUntilReady();
    await person.runBoundCommand(keys.addAccounts);
    await readBalances(person.window, sampleProviderIds.length, readMs);
    const { userData } = house.workbench.profile;
    const own = extensionHosts(userData);
    await person.inAnotherWindow();
    for (const id of sampleProviderIds)
      sample.faults.add(id, { kind: "delay", ms: replyMs }, { times: Infinity });
    return new HostGround(
      person,
      userData,
      exports,
      extensionHosts(userData).filter((pid) => !own.includes(pid)),
    );
  }

  /** Sets the host to work by a bound key; resolves once something is on its way. */
  async busy(key: keyof typeof keys): Promise<void> {
    const { requests } = this.sample;
    const drafts = this.drafts().length;
    const sinceMs = Date.now();
    for (const until = sinceMs + startMs; Date.now() < until; ) {
      await this.#person.runBoundCommand(keys[key]);
      for (const look = Date.now() + 1_000; Date.now() < look; await wait(5)) {
        if (this.drafts().length > drafts) return;
        if (key === "refresh" && (requests.list().at(-1)?.atMs ?? 0) >= sinceMs) return;
      }
    }
    throw new UserError(`the window does no ${key} any more`);
  }

  deed(): HostDeed {
    const { requests } = this.sample;
    const last = requests.list().at(-1);
    const isAsking = requests.inFlight() > 0 || (last !== undefined && last.atMs + 2 * replyMs > Date.now());
    if (!isAsking) return "rest";
    return last?.path.endsWith("/ledger") ? "sync" : "poll";
  }

  drafts(): readonly string[] {
    return readdirSync(this.exports).filter((name) => name.endsWith(".partial"));
  }

  kill(): void {
    for (const pid of this.#hosts()) process.kill(pid, "SIGKILL");
    this.#deaths += 1;
  }

  /** Resolves once the window has a host again. */
  async revive(): Promise<void> {
    if (this.#deaths === mostDeaths) {
      this.#deaths = 0;
      await this.#person.load();
    }
    await eventually(() => {
      if (this.#hosts().length === 0) throw new Error("no host was started");
    }, startMs);
  }

  #hosts(): readonly number[] {
    return extensionHosts(this.#userData).filter((pid) => !this.#spared.includes(pid));
  }
}

function keysFor(sample: SampleProviders, exports: string): readonly object[] {
  const { email, password } = sample.credentials.richUtilities;
  const secret = (id: SampleProviderId) =>
    id === "richUtilities" ? { email, password } : { key: sample.credentials[id].key };
  const commands = sampleProviderIds.map((provider) => ({
    command: "creditMonitor.addAccount",
    args: { provider, baseUrl: sample.baseUrl(provider), ...secret(provider) },
  }));
  const bound = (key: keyof typeof keys, command: string, args?: unknown) => ({
    key: `ctrl+alt+${keys[key]}`,
    command,
    args,
  });
  const file = (format: string) => ({ format, path: path.join(exports, `latest.${format}`) });
  return [
    bound("addAccounts", "runCommands", { commands }),
    bound("refresh", "creditMonitor.refresh"),
    bound("exportCsv", "creditMonitor.exportLedger", file("csv")),
    bound("exportJson", "creditMonitor.exportLedger", file("json")),
    ...userKeybindings,
  ];
}
