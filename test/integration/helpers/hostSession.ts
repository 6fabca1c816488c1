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
  /** Adds an account of the sample server with a valid credential. Resolves to its id. */
  addAccount(provider: SampleProviderId, more?: Readonly<Record<string, unknown>>): Promise<string>;
  /** The arguments of `addAccount` and `setKey` with a valid credential. */
  credential(provider: SampleProviderId): Readonly<Record<string, string>>;
  /** Lets time pass for the extension and the providers. */
  advance(ms: number): void;
}

export interface HostSessionOptions extends SampleOptions {
  /** The accounts stay from one test to the next. */
  readonly keepsAccounts?: boolean;
}

/** Sample providers on loopback for the tests of one `describe`; each test's accounts are removed after it. */
export function hostSession({ keepsAccounts = false, ...options }: HostSessionOptions = {}): HostSession {
  let running: SampleProviders | undefined;
  before(async () => {
    await extension().activate();
    // The suite before may have failed and left these changed.
    wallClock.restore();
    timeLimits.restore();
    await removeAccounts();
    await userSettings.clear();
    // A short ledger, because it is read with every new account.
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
    // Open editors and panels make every change slower.
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
  // Of two entries with one id, the second is the account once the first is removed.
  for (let [account] = api().accounts(); account; [account] = api().accounts())
    await runCommand("removeAccount", { accountId: account.id, history: "delete" });
  const rest = userSettings.read("accounts");
  const isEmpty = rest === undefined || (Array.isArray(rest) && rest.length === 0);
  if (!isEmpty) await userSettings.write("accounts", undefined);
}
