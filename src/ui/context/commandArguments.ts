import * as z from "zod/mini";
import { cleanKey } from "../../core/credentials/cleanKey.ts";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import { parseInstant } from "../../core/time/instant.ts";
import type { Provider } from "../../providers/provider.ts";
import type { CredentialInput } from "../../services/credentials/verifyKey.ts";
import { argumentError } from "./commandErrors.ts";

/**
 * Whether a command asks the user for what it needs: it was called without an argument, or by a menu, a link or a view, which
 * pass `interactive: true` beside the account.
 */
export function isInteractive(value: unknown): boolean {
  return (
    value === undefined ||
    value === null ||
    (typeof value === "object" && "interactive" in value && value.interactive === true)
  );
}

/** The id of the account in the argument of an interactive command; `undefined` where the user chooses one. */
export function interactiveAccountId(value: unknown): string | undefined {
  if (typeof value !== "object" || value === null || !("accountId" in value)) return undefined;
  return typeof value.accountId === "string" ? value.accountId : undefined;
}

/**
 * Parses the argument of a command. `undefined` for an interactive command, which asks the user. Throws an Error that names
 * the first wrong field.
 */
export function parseArguments<T>(schema: z.ZodMiniType<T>, value: unknown): T | undefined {
  return isInteractive(value) ? undefined : parseRequiredArguments(schema, value);
}

/** The same for a command that asks nothing: throws an Error when there is no argument. */
export function parseRequiredArguments<T>(schema: z.ZodMiniType<T>, value: unknown): T {
  const result = schema.safeParse(withoutUndefined(value));
  if (result.success) return result.data;
  throw argumentError(result.error.issues[0]?.path.join("."));
}

/** Drops the fields that are `undefined`: a caller means by it that they are absent. */
function withoutUndefined(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined));
}

export const accountIdField = z.string().check(z.minLength(1));
/** ISO 8601 text, in UTC where it has no offset; parsed to epoch milliseconds. */
export const instantField = z.pipe(
  z.string().check(z.refine((text) => parseInstant(text) !== undefined)),
  z.transform((text) => Date.parse(parseInstant(text) ?? text)),
);

/** A key as it was pasted: what is around it is removed. */
const keyField = z.pipe(z.pipe(z.string(), z.transform(cleanKey)), z.string().check(z.refine(isHeaderSafe)));
const textField = z.string().check(z.minLength(1));

/** The fields of a key in the arguments of `addAccount` and `setKey`. */
export const credentialFields = {
  key: z.exactOptional(keyField),
  email: z.exactOptional(textField),
  password: z.exactOptional(textField),
  refreshToken: z.exactOptional(keyField),
  accessToken: z.exactOptional(keyField),
};

const credentialSchema = z.object(credentialFields);

/** Takes the key from the arguments in the form that the provider needs. Throws an Error that names a missing field. */
export function parseCredential(provider: Provider, args: z.infer<typeof credentialSchema>): CredentialInput {
  const { key, email, password, refreshToken, accessToken } = args;
  if (!provider.hasSignIn) {
    if (key === undefined) throw argumentError("key");
    return { kind: "key", key };
  }
  if (refreshToken !== undefined) {
    return { kind: "tokens", refreshToken, ...(accessToken === undefined ? {} : { accessToken }) };
  }
  if (email === undefined && password === undefined) throw argumentError("refreshToken");
  if (email === undefined) throw argumentError("email");
  if (password === undefined) throw argumentError("password");
  return { kind: "signIn", email, password };
}
