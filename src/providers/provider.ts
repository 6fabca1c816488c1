import type { Endpoint } from "../core/credentials/endpoint.ts";
import type { Usage, UsagePeriod } from "../core/history/usage.ts";
import type { LedgerType, ProviderLedgerEntry } from "../core/ledger/ledgerEntry.ts";
import type { ParameterDefinition, RegionDefinition } from "../core/providerDefinition.ts";
import type { Outcome } from "../core/readings/outcome.ts";
import type { Detail, Snapshot } from "../core/readings/snapshot.ts";
import type { Instant } from "../core/time/instant.ts";
import type { JsonClient } from "./http/jsonClient.ts";

/** What every exchange with a provider needs. */
export interface Exchange {
  readonly request: JsonClient;
  readonly endpoint: Endpoint;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly signal: AbortSignal;
  /** What the account says besides its key, where its provider has parameters. As written: unchecked. */
  readonly parameters?: Readonly<Record<string, string>>;
}

/** An exchange on behalf of an account. */
export interface Access extends Exchange {
  /** The API key, or the access token of a session: printable ASCII, given for `endpoint.origin`. */
  readonly secret: string;
}

/** What is known of a provider without asking it: names and places. */
export interface Provider {
  readonly id: string;
  /** A proper noun, never translated. */
  readonly name: string;
  /** Stands before the documented paths; absent where the user must say it. */
  readonly defaultBaseUrl?: string;
  /** Where a person makes a key. */
  readonly keyPage?: string;
  /** What its keys look like, for the input's placeholder. */
  readonly keyExample?: string;
  /** The credential is a rotating pair of tokens from a sign-in instead of a key. */
  readonly signsIn: boolean;
  /** The id of the meter that its ledger (`readLedger`) moves; absent where it publishes none. */
  readonly ledgerMeter?: string;
  /** It publishes usage (`readUsage`) of its own. */
  readonly hasUsage: boolean;
  /** Present where the provider is declared by a definition instead of built in. */
  readonly declared?: Declared;
}

/** What only a declared provider has. */
export interface Declared {
  readonly adapter: Adapter;
  /** Tells this definition from another one of the same id. */
  readonly edition: string;
  readonly blurb?: string;
  /** Which scope or kind of key suffices. */
  readonly keyScope?: string;
  /** The provider's names for the two secrets that its key is made of, joined by a colon. */
  readonly keyParts?: readonly [user: string, password: string];
  /** Base URLs to choose from, the default first. */
  readonly regions: readonly RegionDefinition[];
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly minMinutes: number;
}

/**
 * How a remote API is asked what an account has left. The one interface that all providers share; what an
 * API does not offer is absent. Every method returns expected failures and throws only on cancellation.
 */
export interface Adapter {
  /** What is left: read at every poll. */
  read(access: Access): Promise<Outcome<Snapshot>>;
  /** Facts that are read only when somebody looks. */
  readDetails?(access: Access): Promise<Outcome<readonly Detail[]>>;
  readUsage?(access: Access, query: UsageQuery): Promise<Outcome<Usage>>;
  readLedger?(access: Access, query: LedgerPageQuery): Promise<Outcome<LedgerPage>>;
  /** Present where the provider signs in. */
  readonly session?: SessionExchange;
}

/** Defaults are the provider's: this month until now. */
export interface UsageQuery {
  readonly period?: UsagePeriod;
  readonly from?: Instant;
  readonly to?: Instant;
}

export interface LedgerPageQuery {
  readonly type?: LedgerType;
  readonly from?: Instant;
  readonly to?: Instant;
  /** 1…100 entries, newest first. */
  readonly limit: number;
  readonly offset: number;
  /** `next` of the page before, where the ledger is walked by cursors; `offset` then means nothing. */
  readonly cursor?: string;
}

export interface LedgerPage {
  readonly entries: readonly ProviderLedgerEntry[];
  /** Entries that match on the provider's side, where it says so. */
  readonly total?: number;
  /** Where the next older page is, in a ledger that is walked by cursors; `null` at its end. */
  readonly next?: string | null;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Turns a sign-in or a spent refresh token into a new pair of tokens. */
export interface SessionExchange {
  signIn(
    exchange: Exchange,
    signIn: { readonly email: string; readonly password: string },
  ): Promise<Outcome<Tokens>>;
  refresh(exchange: Exchange, refreshToken: string): Promise<Outcome<Tokens>>;
}
