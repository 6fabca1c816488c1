import { commands } from "vscode";
import { dayMs } from "../../../src/core/time/durations.ts";
import type { SampleProviderId } from "../../../src/sample/http/sampleApi.ts";
import {
  type SampleOptions,
  type SampleProviders,
  startSampleProviders,
} from "../../../src/sample/startServer.ts";
import { api, extension } from "./creditMonitor.ts";
import { runCommand } from "./runCommand.ts";
import { timeLimits } from "./timeLimits.ts";
import { userSettings } from "./userSettings.ts";
import { wallClock } from "./wallClock.ts";

export interface HostSession {
  /** The remote providers. */
  readonly sample: SampleProviders;
  /** Adds an account of the sample server with its good key. Resolves to its id. */
  addAccount(provider: SampleProviderId, more?: Readonly<Record<string, unknown>>): Promise<string>;
  /** What `addAccount` and `setKey` take as the good key. */
  credential(provider: SampleProviderId): Readonly<Record<string, string>>;
  /** Lets time pass for the extension and the providers. */
  advance(ms: number): void;
}

export interface HostSessionOptions extends SampleOptions {
  /** The tests share the accounts that they find. */
  readonly keepsAccounts?: boolean;
}

/** Providers on loopback for the tests of one `describe`; no test leaves an account behind. */
export function hostSession({ keepsAccounts = false, ...options }: HostSessionOptions = {}): HostSession {
  let running: SampleProviders | undefined;
  before(async () => {
    await extension().activate();
    // Whatever the suite before has left when it broke off.
    wallClock.restore();
    timeLimits.restore();
    await removeAccounts();
    await userSettings.clear();
    // A short ledger: it is read with every new account.
    const ledger = { openedAtMs: Date.now() - dayMs };
    running = await startSampleProviders({ ledger, ...options });
  });
  beforeEach(() => {
    const { clock, accounts, faults, requests } = session.sample;
    clock.resume();
    accounts.reset();
    faults.clear();
    requests.clear();
  });
  afterEach(async () => {
    wallClock.restore();
    if (!keepsAccounts) await removeAccounts();
  });
  after(async () => {
    await removeAccounts();
    await running?.close();
    // What is on the screen takes its time with every change.
    await commands.executeCommand("workbench.action.closeAllEditors");
    await commands.executeCommand("workbench.action.closePanel");
  });
  const session: HostSession = {
    get sample() {
      if (!running) throw new Error("the providers run only inside tests");
      return running;
    },
    credential: (provider) => goodKey(session.sample, provider),
    addAccount: (provider, more = {}) =>
      runCommand("addAccount", {
        provider,
        baseUrl: session.sample.baseUrl(provider),
        ...goodKey(session.sample, provider),
        ...more,
      }),
    advance(ms) {
      wallClock.jump(ms);
      session.sample.clock.advance(ms);
    },
  };
  return session;
}

function goodKey({ credentials }: SampleProviders, provider: SampleProviderId): Record<string, string> {
  if (provider !== "richUtilities") return { key: credentials[provider].key };
  const { email, password } = credentials.richUtilities;
  return { email, password };
}

async function removeAccounts(): Promise<void> {
  for (const { id } of api().accounts())
    await runCommand("removeAccount", { accountId: id, history: "delete" });
  const rest = userSettings.read("accounts");
  const isEmpty = rest === undefined || (Array.isArray(rest) && rest.length === 0);
  if (!isEmpty) await userSettings.write("accounts", undefined);
}
