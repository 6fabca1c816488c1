import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { SampleAccountStates, type StateOverrides } from "./accountStates.ts";
import { createSampleApis } from "./apis/allApis.ts";
import { TokenIssuer } from "./apis/richUtilities/tokenIssuer.ts";
import { createBalanceReplies } from "./balanceReplies.ts";
import { createSimulation, type Simulation } from "./createSimulation.ts";
import { FaultQueue } from "./http/faultQueue.ts";
import { RequestLog } from "./http/requestLog.ts";
import { type SampleProviderId, samplePrefixes } from "./http/sampleApi.ts";
import type { LedgerOptions } from "./ledger/simulatedLedger.ts";
import { createSampleServer } from "./server.ts";
import { SampleClock } from "./simulation/clock.ts";
import { sampleKeys, sampleSignIn } from "./simulation/keys.ts";

export interface SampleOptions {
  /** Any free port when absent or 0. */
  readonly port?: number;
  readonly seed?: number;
  /** Epoch milliseconds; the machine's clock when absent. */
  readonly now?: () => number;
  /** Values that replace the simulated ones from the start, by the field names of the replies. */
  readonly accounts?: StateOverrides;
  readonly ledger?: Partial<LedgerOptions>;
  /** Signs the tokens; random when absent. The same secret makes the tokens outlive a restart. */
  readonly secret?: string;
  readonly accessSeconds?: number;
  readonly refreshSeconds?: number;
  readonly coalsPerMinute?: number;
}

/** The five providers on loopback, and what tests use to control them. */
export interface SampleProviders {
  readonly port: number;
  readonly credentials: ReturnType<typeof credentialsFor>;
  readonly accounts: SampleAccountStates;
  readonly clock: SampleClock;
  readonly faults: FaultQueue;
  readonly requests: RequestLog;
  readonly tokens: TokenIssuer;
  /** The accounts at any instant, without the values that tests set. */
  readonly simulation: Simulation;
  baseUrl(provider: SampleProviderId): string;
  /** The text of a balance reply at an instant, without the values that tests set. */
  balanceReplyAt(provider: SampleProviderId, atMs: number): string;
  /** Drops every connection at once. */
  close(): Promise<void>;
}

const defaultSeed = 6;

/** Starts the server on 127.0.0.1; rejects when the port is taken. */
export async function startSampleProviders(options: SampleOptions = {}): Promise<SampleProviders> {
  const { seed = defaultSeed } = options;
  const simulation = createSimulation(seed, options.ledger);
  const clock = new SampleClock(options.now);
  const accounts = new SampleAccountStates(simulation, clock, options.accounts);
  const tokens = tokensFor(options, clock);
  const faults = new FaultQueue();
  const requests = new RequestLog();
  const server = createSampleServer({
    apis: createSampleApis(accounts, tokens, clock, options.coalsPerMinute),
    faults,
    log: requests,
    identity: JSON.stringify({ name: "credit-monitor-sample", version: 1, seed, prefixes: samplePrefixes }),
    wireFormat: () => accounts.wireFormat,
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port ?? 0, "127.0.0.1", resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    credentials: credentialsFor(tokens),
    accounts,
    clock,
    faults,
    requests,
    tokens,
    simulation,
    balanceReplyAt: createBalanceReplies(simulation, tokens),
    baseUrl: (provider) => `http://127.0.0.1:${port}${samplePrefixes[provider]}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function tokensFor(options: SampleOptions, clock: SampleClock): TokenIssuer {
  const { secret = randomBytes(32).toString("hex"), accessSeconds = 15 * 60 } = options;
  const { refreshSeconds = 7 * 86_400 } = options;
  return new TokenIssuer({ secret, accessSeconds, refreshSeconds }, () => clock.serverNow());
}

function credentialsFor(tokens: TokenIssuer) {
  const { accessToken, refreshToken } = tokens.issue();
  return { ...sampleKeys, richUtilities: { ...sampleSignIn, refreshToken, accessToken } };
}
