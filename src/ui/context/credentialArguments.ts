import * as z from "zod/mini";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import type { Provider } from "../../providers/provider.ts";
import type { CredentialInput } from "../../services/credentials/verifyKey.ts";
import { argumentError } from "./commandErrors.ts";

const headerSafeField = z.string().check(z.refine(isHeaderSafe));
const textField = z.string().check(z.minLength(1));

/** The fields of a key in the arguments of `addAccount` and `setKey`. */
export const credentialFields = {
  key: z.exactOptional(headerSafeField),
  email: z.exactOptional(textField),
  password: z.exactOptional(textField),
  refreshToken: z.exactOptional(headerSafeField),
  accessToken: z.exactOptional(headerSafeField),
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
