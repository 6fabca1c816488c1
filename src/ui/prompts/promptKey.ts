import { defined } from "../../core/common/defined.ts";
import { cleanKey } from "../../core/credentials/cleanKey.ts";
import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import type { Provider } from "../../providers/provider.ts";
import type { AccountLocation, VerifiedAccount } from "../../services/accountManager.ts";
import type { CredentialInput } from "../../services/credentials/verifyKey.ts";
import { type CommandContext, toProblemError } from "../context/commandContext.ts";
import { definitionText } from "../text/definitionText.ts";
import { l10n } from "../text/l10n.ts";
import { messageText } from "../text/sanitizeText.ts";
import { joinSentences } from "../text/sentences.ts";
import type { Answers } from "./answers.ts";
import { type InputResult, type Steps, showInputBox } from "./inputBox.ts";
import { showPick } from "./quickPick.ts";

/** The account whose key is asked for, and the steps of the sequence. */
export interface CredentialPromptOptions {
  readonly provider: Provider;
  readonly baseUrl?: string;
  readonly steps: Pick<Steps, "next">;
  /** Of the sequence, for a prompt without a number. */
  readonly answers?: Answers;
  readonly canGoBack?: boolean;
}

/** A key that its provider did not refuse. */
export interface PromptedKey {
  readonly verified: VerifiedAccount;
  /** The key as it was typed. */
  readonly credential: CredentialInput;
}

/**
 * Asks for a provider's key and reads the account once with it. When the provider refuses the key, the input box stays
 * open and shows why, so that another key can be typed. `undefined` when the user cancels.
 */
export function promptKey(
  context: Pick<CommandContext, "accountManager" | "accountViews" | "signal">,
  options: AccountLocation & CredentialPromptOptions,
): Promise<PromptedKey | undefined> {
  return promptCredential(options, async (credential) => {
    const verified = await context.accountManager.verify(options, credential, context.signal);
    return verified.ok
      ? { value: { verified: verified.value, credential } }
      : { error: toProblemError(context, verified.failure).message };
  });
}

/** Accepts a key, or returns an error that the input box shows. */
export type AcceptCredential<T> = (credential: CredentialInput) => Promise<InputResult<T>>;

/** Asks for a key in the form that the provider needs, until one is accepted; `undefined` when the user cancels. */
export async function promptCredential<T>(
  options: CredentialPromptOptions,
  accept: AcceptCredential<T>,
): Promise<T | undefined> {
  const { provider } = options;
  if (provider.declared?.keyParts) return promptKeyPair(options, accept, provider.declared.keyParts);
  if (!provider.hasSignIn) {
    const example = provider.keyExample;
    return promptSecret(options, accept, {
      prompt: withScope(
        provider,
        provider.keyPage
          ? l10n.t("Paste your {0} API key. Get a key at {1}.", provider.name, provider.keyPage)
          : l10n.t("Paste your {0} API key.", provider.name),
      ),
      ...(example === undefined ? {} : { placeholder: example }),
      link: provider.keyPage,
      toCredential: (key) => ({ kind: "key", key }),
    });
  }
  const method = await pickSignInMethod(options);
  if (method === undefined) return undefined;
  return method === "password" ? promptPassword(options, accept) : promptRefreshToken(options, accept);
}

function pickSignInMethod({
  provider,
  answers,
  canGoBack,
}: CredentialPromptOptions): Promise<"password" | "token" | undefined> {
  return showPick<"password" | "token">({
    ...defined({ answers, canGoBack }),
    title: l10n.t("Sign in to {0}", provider.name),
    items: [
      {
        label: `$(account) ${l10n.t("Email and password")}`,
        detail: l10n.t("The password is used once and never stored."),
        choice: "password",
      },
      {
        label: `$(key) ${l10n.t("Refresh token")}`,
        detail: l10n.t("Paste a refresh token from another sign-in. It is used up immediately."),
        choice: "token",
      },
    ],
  });
}

/** Asks for two secrets that make one key, `user:password`. */
async function promptKeyPair<T>(
  options: CredentialPromptOptions,
  accept: AcceptCredential<T>,
  [userLabel, passwordLabel]: readonly [string, string],
): Promise<T | undefined> {
  const { provider } = options;
  const prompt = (label: string) => l10n.t("Paste your {1} {0}.", messageText(label, 80), provider.name);
  const user = await showInputBox<string>({
    ...options.steps.next(),
    prompt: withScope(provider, prompt(userLabel)),
    isSecret: true,
    link: provider.keyPage,
    validate: (text) =>
      cleanKey(text).includes(":") ? l10n.t("It cannot contain a colon.") : secretError(text, false),
    accept: async (text) => ({ value: cleanKey(text) }),
  });
  if (user === undefined) return undefined;
  return promptSecret(options, accept, {
    prompt: prompt(passwordLabel),
    link: provider.keyPage,
    toCredential: (text) => ({ kind: "key", key: `${user}:${text}` }),
  });
}

function withScope({ declared }: Provider, prompt: string): string {
  return joinSentences(prompt, messageText(definitionText(declared?.keyScope ?? "")));
}

async function promptPassword<T>(
  options: CredentialPromptOptions,
  accept: AcceptCredential<T>,
): Promise<T | undefined> {
  // E-mail address and password count as one step, because a refresh token takes one.
  const step = options.steps.next();
  const email = await showInputBox<string>({
    ...step,
    prompt: l10n.t("Email address of your {0} account", options.provider.name),
    validate: (text) => (/^\S+@\S+$/.test(text) ? undefined : l10n.t("That is not a valid email address.")),
    accept: async (text) => ({ value: text }),
  });
  if (email === undefined) return undefined;
  return promptSecret({ ...options, steps: { next: () => step } }, accept, {
    prompt: l10n.t("Password for {0}. It is used once and never stored.", email),
    toCredential: (password) => ({ kind: "signIn", email, password }),
    isVerbatim: true,
  });
}

function promptRefreshToken<T>(
  options: CredentialPromptOptions,
  accept: AcceptCredential<T>,
): Promise<T | undefined> {
  return promptSecret(options, accept, {
    prompt: l10n.t("Paste a {0} refresh token.", options.provider.name),
    toCredential: (refreshToken) => ({ kind: "tokens", refreshToken }),
  });
}

interface SecretPromptOptions {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly link?: string | undefined;
  readonly toCredential: (text: string) => CredentialInput;
  /** A password may contain any character; keys and tokens are printable ASCII. */
  readonly isVerbatim?: boolean;
}

function promptSecret<T>(
  options: CredentialPromptOptions,
  accept: AcceptCredential<T>,
  secret: SecretPromptOptions,
): Promise<T | undefined> {
  return showInputBox<T>({
    ...options.steps.next(),
    ...secret,
    prompt: joinSentences(secret.prompt, destinationText(options)),
    isSecret: true,
    validate: (text) => secretError(text, secret.isVerbatim ?? false),
    accept: (text) => accept(secret.toCredential(secret.isVerbatim ? text : cleanKey(text))),
  });
}

/**
 * Names the host that receives the key, unless it is the default host of a built-in provider: an attacker who changed a
 * base URL or a definition wants the key.
 */
function destinationText({
  provider,
  baseUrl = provider.defaultBaseUrl ?? "",
}: CredentialPromptOptions): string {
  const builtIn = provider.declared ? undefined : parseEndpoint(provider.defaultBaseUrl ?? "");
  const endpoint = parseEndpoint(baseUrl);
  return endpoint && endpoint.origin !== builtIn?.origin
    ? l10n.t("It is sent only to {0}.", endpoint.host)
    : "";
}

function secretError(text: string, isVerbatim: boolean): string | undefined {
  if (text === "") return l10n.t("Enter a value.");
  if (isVerbatim || isHeaderSafe(cleanKey(text))) return undefined;
  return l10n.t("A key cannot contain spaces, line breaks or special characters. Copy it again.");
}
