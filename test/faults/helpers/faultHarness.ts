import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import type { Account } from "../../../src/core/accounts/account.ts";
import type { AccountStatus } from "../../../src/core/accounts/accountStatus.ts";
import { adapters } from "../../../src/providers/adapters.lazy.ts";
import { findBuiltInProvider } from "../../../src/providers/builtIn/builtInProviders.ts";
import { createJsonClient } from "../../../src/providers/http/jsonClient.ts";
import { parseEntry } from "../../../src/services/accounts/accountSchema.lazy.ts";
import { createServices } from "../../../src/services/createServices.ts";
import { KeyStore } from "../../../src/store/secrets/keyStore.ts";
import { FakeClock } from "../../helpers/fakeClock.ts";
import { fixture } from "../../helpers/fixture.ts";
import { MemorySecrets } from "../../helpers/memorySecrets.ts";
import { MemorySettings } from "../../helpers/memorySettings.ts";
import { declaredProvidersIn, memoryProviderIds } from "../../helpers/providerCatalogue.ts";
import { reply } from "./replies.ts";
import {
  type ReceivedRequest,
  type Script,
  type ServerIdentity,
  startScriptedServer,
} from "./scriptedServer.ts";

const goodFixtures = {
  poof: "poof/good",
  depicta: "depicta/good",
  "rich-utilities": "richUtilities/credits",
  "easy-slip": "easySlip/good",
  coals: "coals/good",
} as const;

const providerIds: Readonly<Record<string, string>> = {
  "rich-utilities": "richUtilities",
  "easy-slip": "easySlip",
};
export const accountIds = Object.keys(goodFixtures);

/** The id of the account that a request is for: each account has its own path. */
export function accountIdOf({ path }: ReceivedRequest): string {
  return path.split("/")[1] ?? "";
}

/** The documented reply of an account's provider. */
export function goodBody(accountId: string): string {
  return fixture(`${goodFixtures[accountId as keyof typeof goodFixtures]}.json`);
}

/** Each provider's documented reply, altered by `change`. */
export function goodReplies(change: (body: string) => string = (body) => body): Script {
  return (socket, request) => reply(200, change(goodBody(accountIdOf(request))))(socket, request);
}

/** Long enough for a machine that is busy with other tests. */
export const defaultTimeLimitMs = 8000;

export interface FaultHarnessOptions {
  readonly identity?: ServerIdentity;
  /** Where the accounts are read; the server's own origin by default. */
  readonly origin?: string;
}

/**
 * An account of every provider, read by the real poller, adapters and client over real connections. Only the
 * clock and the settings are fakes; there is no history.
 */
export async function createFaultHarness({ identity, origin }: FaultHarnessOptions = {}) {
  const clock = new FakeClock();
  const server = await startScriptedServer(goodReplies(), identity);
  const accountOrigin = origin ?? server.origin;
  const secrets = new MemorySecrets();
  const keyStore = new KeyStore(secrets);
  const entries = accountIds.map((id): Account => {
    return { id, provider: providerIds[id] ?? id, label: id, baseUrl: `${accountOrigin}/${id}` };
  });
  for (const { id, provider } of entries) {
    const key = `canary_${id}_0123456789`;
    const credential = findBuiltInProvider(provider)?.hasSignIn
      ? ({ kind: "session", refreshToken: `${key}_refresh`, accessToken: key } as const)
      : ({ kind: "key", key } as const);
    await keyStore.set(id, { origin: accountOrigin, credential });
  }
  const bugs: unknown[] = [];
  const timeLimit = { ms: defaultTimeLimitMs };
  const settings = new MemorySettings(entries);
  const services = createServices({
    clock,
    random: () => 0.5,
    settings,
    secrets,
    loadDeclaredProviders: () => declaredProvidersIn(settings),
    knownProviderIds: memoryProviderIds(),
    parseEntry,
    loadTransport: async () => ({
      adapters,
      request: (request) =>
        createJsonClient({
          userAgent: "credit-monitor/test",
          now: () => clock.now(),
          timeoutMs: timeLimit.ms,
        })(request),
    }),
    // Balances need no history, and with one the ledger of Rich Utilities would be fetched too.
    openHistory: async () => ({ kind: "off", reason: "noModule" }),
    isFocused: true,
    onReading: () => {},
    reportBug: (error) => bugs.push(error),
  });
  const { poller } = services;
  const isBusy = () => poller.statuses().some(({ isReading }) => isReading);
  const harness = {
    clock,
    server,
    poller,
    bugs,
    /** Runs `work` with another time limit for each request. */
    async withTimeLimit(ms: number, work: () => Promise<void>): Promise<void> {
      timeLimit.ms = ms;
      await work();
      timeLimit.ms = defaultTimeLimitMs;
    },
    status(accountId: string): AccountStatus {
      const found = poller.status(accountId);
      assert.ok(found);
      return found;
    },
    /** Lets time pass; resolves once the accounts that became due have been read over the real network. */
    async advance(ms: number): Promise<void> {
      clock.jump(ms);
      // The poller compares its timers with the wall clock every 20 seconds, and spreads what waits for the network over 30.
      await clock.advance(50_000);
      while (isBusy()) await wait(2);
    },
    /** Requests of each account since the last call. */
    takeRequestCounts(): Readonly<Record<string, number>> {
      const counts = Object.groupBy(server.requests.splice(0), accountIdOf);
      return Object.fromEntries(Object.entries(counts).map(([id, list = []]) => [id, list.length]));
    },
    async [Symbol.asyncDispose]() {
      services.dispose();
      await server[Symbol.asyncDispose]();
    },
  };
  await poller.start();
  await harness.advance(0);
  return harness;
}

export type FaultHarness = Awaited<ReturnType<typeof createFaultHarness>>;
