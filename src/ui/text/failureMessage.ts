import { l10n } from "vscode";
import type { Problem } from "../../core/accounts/accountState.ts";
import type {
  BadResponseReason,
  Failure,
  FailureKind,
  UnreachableReason,
} from "../../core/readings/failure.ts";
import { instantOf } from "../../core/time/instant.ts";
import { messageText } from "./sanitizeText.ts";
import type { TextContext } from "./textContext.ts";

const reasons = {
  empty: () => l10n.t("it is empty"),
  html: () => l10n.t("it is a web page, not data"),
  notJson: () => l10n.t("it is not JSON"),
  undecodable: () => l10n.t("it cannot be decoded"),
  missingField: () => l10n.t("a field is missing"),
  wrongType: () => l10n.t("a field has the wrong type"),
  notFinite: () => l10n.t("a field is not a number"),
} satisfies Record<BadResponseReason, () => string>;

export function badResponseText(failure: Extract<Failure, { kind: "badResponse" }>, who: string): string {
  const reason = reasons[failure.reason]();
  return failure.field === undefined
    ? l10n.t("The reply of {0} cannot be read: {1}.", who, reason)
    : l10n.t("The reply of {0} cannot be read: {1} ({2}).", who, reason, messageText(failure.field));
}

const dayMs = 86_400_000;

/** A moment on the reader's clock: "18:42", with its date when it is a day or more away. */
export function clockTime(atMs: number, { locale, nowMs }: TextContext): string {
  const isFar = Math.abs(atMs - nowMs) >= dayMs;
  return new Intl.DateTimeFormat(locale, {
    ...(isFar ? { dateStyle: "medium" } : {}),
    timeStyle: "short",
  }).format(atMs);
}

const words = {
  dns: (who) => l10n.t("{0} cannot be reached: its name was not found. Check the network.", who),
  refused: (who) => l10n.t("{0} cannot be reached: the connection was refused.", who),
  reset: (who) => l10n.t("{0} cannot be reached: the connection broke. It is tried again.", who),
  tls: (who) =>
    l10n.t("{0} cannot be reached safely: its certificate or TLS is wrong. Check the network.", who),
  network: (who) => l10n.t("{0} cannot be reached. Check the network.", who),
  internal: (who) => l10n.t("{0} could not be read because of an error in Credit Monitor. See its log.", who),
} satisfies Record<UnreachableReason, (who: string) => string>;

export function unreachableText(reason: UnreachableReason, who: string): string {
  return words[reason](who);
}

type FailureOf<Kind extends FailureKind> = Extract<Failure, { readonly kind: Kind }>;
type Wording = {
  readonly [Kind in FailureKind]: (failure: FailureOf<Kind>, who: string, textContext: TextContext) => string;
};

const wording: Wording = {
  keyMissing: (_failure, who) => l10n.t("No key is stored for {0}. Enter it again.", who),
  keyRejected: (failure, who) =>
    failure.isSignedOut
      ? l10n.t("The session at {0} is over{1}. Sign in again.", who, said(failure))
      : l10n.t("{0} rejected the key{1}. Enter a valid one.", who, said(failure)),
  forbidden: (failure, who) =>
    failure.scope === undefined
      ? l10n.t("{0} denied access{1}. Check the account and what its key may do.", who, said(failure))
      : l10n.t(
          "{0} denied access{1}. The key needs the scope {2}.",
          who,
          said(failure),
          messageText(failure.scope),
        ),
  rateLimited: (failure, who, textContext) =>
    l10n.t("{0} asks to wait. It is read again after {1}.", who, clockTime(failure.retryAtMs, textContext)),
  unreachable: (failure, who) => unreachableText(failure.reason, who),
  timeout: (failure, who) =>
    l10n.t("{0} did not answer within {1} seconds. It is tried again.", who, failure.seconds),
  redirected: (_failure, who) =>
    l10n.t("{0} redirects elsewhere, where the key is not sent. Check the base URL.", who),
  tooLarge: (failure, who) =>
    l10n.t(
      "The reply of {0} is larger than {1} MiB. Check the base URL.",
      who,
      failure.limitBytes / 1_048_576,
    ),
  badResponse: (failure, who) => badResponseText(failure, who),
  providerError: (failure, who) =>
    l10n.t("{0} answered with an error{1}. It is tried again.", who, said(failure)),
  blockedOrigin: (failure, who) => blockedText(failure, who),
};

/** A failure in the reader's words: what happened, and what to do. */
export function failureMessage(failure: Failure, providerName: string, textContext: TextContext): Problem {
  const word = wording[failure.kind] as (failure: Failure, who: string, textContext: TextContext) => string;
  return {
    kind: failure.kind,
    message: word(failure, providerName, textContext),
    ...("status" in failure && failure.status !== undefined ? { status: failure.status } : {}),
    ...("requestId" in failure && failure.requestId !== undefined ? { requestId: failure.requestId } : {}),
    ...(failure.kind === "rateLimited" ? { retryAt: instantOf(failure.retryAtMs) } : {}),
  };
}

function blockedText(
  { origin, givenFor, provider, parameter }: FailureOf<"blockedOrigin">,
  who: string,
): string {
  if (provider !== undefined) {
    return l10n.t(
      "Provider missing: “{0}” is not known here. Install the extension that brings it, or declare it in the settings.",
      messageText(provider),
    );
  }
  if (parameter !== undefined) {
    return l10n.t("Nothing was sent: the account's “{0}” is missing or wrong.", messageText(parameter));
  }
  return origin === undefined || givenFor === undefined
    ? l10n.t("The base URL of {0} is not allowed: use https, or http on this machine.", who)
    : l10n.t(
        "The key was given for {0}, not for {1}. Nothing was sent. Enter the key again to allow it.",
        givenFor,
        origin,
      );
}

/** What the provider said, in brackets: " (401, authentication_error: …)". */
function said({ status, code, text }: { status?: number; code?: string; text?: string }): string {
  // The sentence that it stands in has a full stop of its own.
  const words = messageText(
    [code, text]
      .filter((word) => word !== undefined)
      .join(": ")
      .replace(/\.$/, ""),
  );
  const parts = [status, words].filter((part) => part !== undefined && part !== "");
  return parts.length > 0 ? ` (${parts.join(", ")})` : "";
}
