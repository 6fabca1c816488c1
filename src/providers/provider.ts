import type { Budget } from "../core/accounts/account.ts";
import type { Endpoint } from "../core/credentials/endpoint.ts";
import type { Usage, UsagePeriod } from "../core/history/usage.ts";
import type { LedgerType, ProviderLedgerEntry } from "../core/ledger/ledgerEntry.ts";
import type { ProviderLinks } from "../core/links.ts";
import type { ParameterDefinition, RegionDefinition } from "../core/providerDefinition.ts";
import type { Outcome } from "../core/readings/outcome.ts";
import type { Detail, Snapshot } from "../core/readings/snapshot.ts";
import type { Instant } from "../core/time/instant.ts";
import type { JsonClient } from "./http/jsonClient.ts";

/** What every request to a provider needs. */
export interface RequestContext {
  readonly request: JsonClient;
  readonly endpoint: Endpoint;
  /** Epoch milliseconds. */
  readonly nowMs: number;
  readonly signal: AbortSignal;
  /** The account's parameters, where its provider has any. Unchecked, as the settings have them. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** The account's budget for a month, where its settings have one. */
  readonly budget?: Budget;
  /** Called with the pointers of optional fields that were left out because of their type. */
  readonly onIgnoredFields?: (fields: readonly string[]) => void;
}

/** What a request with an account's credential needs. */
export interface AccountContext extends RequestContext {
  /** The API key, or the access token of a session. Printable ASCII, entered for `endpoint.origin`. */
  readonly secret: string;
}

/** The static facts about a provider: names and addresses. */
export interface Provider {
  readonly id: string;
  /** A proper noun, never translated. */
  readonly name: string;
  /** The documented paths are appended to it. Absent where the user must enter a base URL. */
  readonly defaultBaseUrl?: string;
  /** The page where a person creates a key. */
  readonly keyPage?: string;
  /** An example key, for the placeholder of the input. */
  readonly keyExample?: string;
  /** The credential is a pair of rotating tokens from a sign-in, not a key. */
  readonly hasSignIn: boolean;
  /** The id of the meter that the provider's ledger (`readLedger`) moves; absent without a ledger. */
  readonly ledgerMeter?: string;
  /** Whether the provider publishes usage (`readUsage`). */
  readonly hasUsage: boolean;
  /** Present for a provider that a definition declares; absent for a built-in one. */
  readonly declared?: DeclaredDetails;
}

/** What only declared providers have. */
export interface DeclaredDetails {
  readonly adapter: Adapter;
  /** A hash of the definition: another definition with the same id has another revision. */
  readonly revision: string;
  /** A hash of what the definition asks and how it reads the replies; its words do not count. */
  readonly identity: string;
  readonly blurb?: string;
  readonly links?: ProviderLinks;
  /** The scope or kind of key that is enough. */
  readonly keyScope?: string;
  /** The names of environment variables that usually hold the key. */
  readonly keyVariables?: readonly string[];
  /** The provider's names for the two parts of its key. A colon joins the parts. */
  readonly keyParts?: readonly [user: string, password: string];
  /** Base URLs to choose from, the default first. */
  readonly regions: readonly RegionDefinition[];
  readonly parameters: Readonly<Record<string, ParameterDefinition>>;
  readonly minMinutes: number;
  /** A meter is what remains of the account's budget. */
  readonly hasBudget: boolean;
}

/**
 * Reads an account from a remote API: the interface that all providers share. A method is absent when the API
 * does not offer it. Every method returns expected failures and throws only on cancellation.
 */
export interface Adapter {
  /** Reads the snapshot. Called at every poll. */
  read(context: AccountContext): Promise<Outcome<Snapshot>>;
  /** Reads further facts, only when a person looks at the account. */
  readDetails?(context: AccountContext): Promise<Outcome<readonly Detail[]>>;
  readUsage?(context: AccountContext, query: UsageQuery): Promise<Outcome<Usage>>;
  readLedger?(context: AccountContext, query: LedgerPageQuery): Promise<Outcome<LedgerPage>>;
  /** Present for a provider with a sign-in. */
  readonly session?: SessionClient;
}

/** Without values, the provider's defaults apply: this month until now. */
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
  /** `next` of the page before, for a ledger with cursors. `offset` is then ignored. */
  readonly cursor?: string;
}

export interface LedgerPage {
  /** In the provider's order, which should be newest first. */
  readonly entries: readonly ProviderLedgerEntry[];
  /** The number of matching entries, where the provider sends it. */
  readonly total?: number;
  /** The cursor of the next older page, for a ledger with cursors; `null` on the last page. */
  readonly next?: string | null;
  readonly paging?: LedgerPaging;
  /** The ids are put together from other fields, so that two entries may have the same one. */
  readonly hasDerivedIds?: true;
}

/** How a ledger with cursors is paged. */
export interface LedgerPaging {
  /** `page`, `offset`: `next` is a number. `cursor`: it is a text or an id. `day`: it is a UTC day. */
  readonly kind: "page" | "offset" | "cursor" | "day";
  /** The day that this page holds. */
  readonly day?: string;
  /** The number of the newest page. */
  readonly firstPage?: number;
}

export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** Gets a new pair of tokens by a sign-in or by a refresh token, which is used up. */
export interface SessionClient {
  signIn(
    context: RequestContext,
    signIn: { readonly email: string; readonly password: string },
  ): Promise<Outcome<Tokens>>;
  refresh(context: RequestContext, refreshToken: string): Promise<Outcome<Tokens>>;
}
