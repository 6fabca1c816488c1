import { l10n, window } from "vscode";
import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import type { Provider } from "../../providers/provider.ts";
import type { CredentialInput } from "../../services/credentials/verifyKey.ts";
import { messageText } from "../text/sanitizeText.ts";
import type { Steps } from "./inputBox.ts";
import { type InputResult, showInputBox } from "./inputBox.ts";

/** Whose key is asked for, and where in a flow. */
export interface CredentialPromptOptions {
  readonly provider: Provider;
  readonly baseUrl?: string;
  readonly steps: Pick<Steps, "next">;
}

/** Takes a key, or says in place why it cannot be taken. */
export type AcceptCredential<T> = (given: CredentialInput) => Promise<InputResult<T>>;

/** Asks for a provider's key in the form that it has, until it is taken; `undefined` when the person leaves. */
export async function promptCredential<T>(
  place: CredentialPromptOptions,
  take: AcceptCredential<T>,
): Promise<T | undefined> {
  const { provider } = place;
  if (provider.declared?.keyParts) return promptKeyPair(place, take, provider.declared.keyParts);
  if (!provider.hasSignIn) {
    const example = provider.keyExample;
    return promptSecret(place, take, {
      prompt: withScope(
        provider,
        provider.keyPage
          ? l10n.t("Paste the API key of {0}. It is made at {1}.", provider.name, provider.keyPage)
          : l10n.t("Paste the API key of {0}.", provider.name),
      ),
      ...(example === undefined ? {} : { placeholder: example }),
      toCredential: (key) => ({ kind: "key", key }),
    });
  }
  const way = await pickSignInMethod(provider);
  if (way === undefined) return undefined;
  return way === "password" ? promptPassword(place, take) : promptRefreshToken(place, take);
}

async function pickSignInMethod(provider: Provider): Promise<"password" | "token" | undefined> {
  const picked = await window.showQuickPick(
    [
      {
        label: `$(account) ${l10n.t("E-mail and password")}`,
        detail: l10n.t("The password is used once and never stored."),
        way: "password" as const,
      },
      {
        label: `$(key) ${l10n.t("Refresh token")}`,
        detail: l10n.t("Paste a refresh token from another sign-in; it is spent at once."),
        way: "token" as const,
      },
    ],
    { title: l10n.t("Sign in to {0}", provider.name), ignoreFocusOut: true },
  );
  return picked?.way;
}

/** Two secrets that are one key, `user:password`. */
async function promptKeyPair<T>(
  place: CredentialPromptOptions,
  take: AcceptCredential<T>,
  [user, password]: readonly [string, string],
): Promise<T | undefined> {
  const { provider } = place;
  const prompt = (label: string) => l10n.t("Paste the {0} of {1}.", messageText(label, 80), provider.name);
  const first = await showInputBox<string>({
    ...place.steps.next(),
    prompt: withScope(provider, prompt(user)),
    isSecret: true,
    validate: (text) => (text.includes(":") ? l10n.t("There is no colon in it.") : secretError(text, false)),
    accept: async (text) => ({ value: text }),
  });
  if (first === undefined) return undefined;
  return promptSecret(place, take, {
    prompt: prompt(password),
    toCredential: (text) => ({ kind: "key", key: `${first}:${text}` }),
  });
}

function withScope({ declared }: Provider, prompt: string): string {
  return declared?.keyScope === undefined ? prompt : `${prompt} ${messageText(declared.keyScope)}`;
}

async function promptPassword<T>(
  place: CredentialPromptOptions,
  take: AcceptCredential<T>,
): Promise<T | undefined> {
  // The two are one step: a refresh token takes their place.
  const step = place.steps.next();
  const email = await showInputBox<string>({
    ...step,
    prompt: l10n.t("E-mail address of your {0} account", place.provider.name),
    validate: (text) => (/^\S+@\S+$/.test(text) ? undefined : l10n.t("This is not an e-mail address.")),
    accept: async (text) => ({ value: text }),
  });
  if (email === undefined) return undefined;
  return promptSecret({ ...place, steps: { next: () => step } }, take, {
    prompt: l10n.t("Password for {0}. It is used once and never stored.", email),
    toCredential: (password) => ({ kind: "signIn", email, password }),
    isVerbatim: true,
  });
}

function promptRefreshToken<T>(
  place: CredentialPromptOptions,
  take: AcceptCredential<T>,
): Promise<T | undefined> {
  return promptSecret(place, take, {
    prompt: l10n.t("Paste a refresh token of {0}.", place.provider.name),
    toCredential: (refreshToken) => ({ kind: "tokens", refreshToken }),
  });
}

interface SecretPromptOptions {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly toCredential: (text: string) => CredentialInput;
  /** A password may hold anything; keys and tokens are printable ASCII. */
  readonly isVerbatim?: boolean;
}

function promptSecret<T>(
  place: CredentialPromptOptions,
  take: AcceptCredential<T>,
  question: SecretPromptOptions,
): Promise<T | undefined> {
  return showInputBox<T>({
    ...place.steps.next(),
    ...question,
    prompt: [question.prompt, destinationText(place)].join(" ").trim(),
    isSecret: true,
    validate: (text) => secretError(text, question.isVerbatim ?? false),
    accept: (text) => take(question.toCredential(text)),
  });
}

/**
 * Where it goes, if not to the address of a built-in provider: who changed a base URL or a definition unseen is
 * after the key.
 */
function destinationText({
  provider,
  baseUrl = provider.defaultBaseUrl ?? "",
}: CredentialPromptOptions): string {
  const own = provider.declared ? undefined : parseEndpoint(provider.defaultBaseUrl ?? "");
  const endpoint = parseEndpoint(baseUrl);
  return endpoint && endpoint.origin !== own?.origin ? l10n.t("It is sent to {0} only.", endpoint.host) : "";
}

function secretError(text: string, isVerbatim: boolean): string | undefined {
  if (text === "") return l10n.t("Nothing is entered yet.");
  if (isVerbatim || isHeaderSafe(text)) return undefined;
  return l10n.t("A key has no blanks, line breaks or special letters. Copy it again.");
}
