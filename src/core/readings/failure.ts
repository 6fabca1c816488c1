/** What the provider itself said about an error, verbatim and untrusted. */
export interface ProviderErrorText {
  readonly code?: string;
  readonly text?: string;
  readonly requestId?: string;
}

/** `internal`: our own code threw; the log tells where. */
export type UnreachableReason = "dns" | "refused" | "reset" | "tls" | "network" | "internal";

export type BadResponseReason =
  | "empty"
  | "html"
  | "notJson"
  | "undecodable"
  | "missingField"
  | "wrongType"
  | "notFinite";

/** Why nothing may be sent. Without any of these the base URL is not allowed. */
interface BlockedDetails {
  /** The key was given for another origin than this. */
  readonly origin?: string;
  readonly givenFor?: string;
  /** Nobody here knows the provider of this id. */
  readonly provider?: string;
  /** The account's parameter of this name is missing or wrong. */
  readonly parameter?: string;
}

/**
 * Why a reading was not had, as data; `ui/words/problem.ts` words it. The kinds are those of the public
 * contract's `Problem`. None carries a key, a URL or a reply body.
 */
export type Failure =
  | { readonly kind: "keyMissing" }
  | ({ readonly kind: "blockedOrigin" } & BlockedDetails)
  | ({
      readonly kind: "keyRejected";
      readonly status?: number;
      /** A session is over: only a new sign-in helps. */
      readonly isSignedOut?: boolean;
    } & ProviderErrorText)
  | ({ readonly kind: "forbidden"; readonly status: number; readonly scope?: string } & ProviderErrorText)
  | ({
      readonly kind: "rateLimited";
      readonly status: number;
      readonly retryAtMs: number;
    } & ProviderErrorText)
  | { readonly kind: "unreachable"; readonly reason: UnreachableReason }
  | { readonly kind: "timeout"; readonly seconds: number }
  | { readonly kind: "redirected"; readonly status?: number }
  | { readonly kind: "tooLarge"; readonly limitBytes: number }
  | {
      readonly kind: "badResponse";
      readonly reason: BadResponseReason;
      readonly field?: string;
      readonly status?: number;
    }
  | ({ readonly kind: "providerError"; readonly status: number } & ProviderErrorText);

export type FailureKind = Failure["kind"];

const userMustAct: ReadonlySet<FailureKind> = new Set(["keyMissing", "keyRejected", "blockedOrigin"]);

/** Whether waiting cannot help: the account rests until a person acts. */
export function needsUser(kind: FailureKind): boolean {
  return userMustAct.has(kind);
}
