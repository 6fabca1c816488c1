import * as z from "zod/mini";
import { isHeaderSafe } from "../../core/credentials/isHeaderSafe.ts";
import type { Provider } from "../../providers/provider.ts";
import type { CredentialInput } from "../../services/credentials/verifyKey.ts";
import { wrongArgument } from "./commandErrors.ts";

const secret = z.string().check(z.refine(isHeaderSafe));
const words = z.string().check(z.minLength(1));

/** The fields by which `addAccount` and `setKey` take a key. */
export const keyFields = {
  key: z.exactOptional(secret),
  email: z.exactOptional(words),
  password: z.exactOptional(words),
  refreshToken: z.exactOptional(secret),
  accessToken: z.exactOptional(secret),
};

const fields = z.object(keyFields);

/** The key in the form that the provider takes. Throws an Error that names the missing field. */
export function givenKey(provider: Provider, args: z.infer<typeof fields>): CredentialInput {
  const { key, email, password, refreshToken, accessToken } = args;
  if (!provider.signsIn) {
    if (key === undefined) throw wrongArgument("key");
    return { kind: "key", key };
  }
  if (refreshToken !== undefined) {
    return { kind: "tokens", refreshToken, ...(accessToken === undefined ? {} : { accessToken }) };
  }
  if (email === undefined && password === undefined) throw wrongArgument("refreshToken");
  if (email === undefined) throw wrongArgument("email");
  if (password === undefined) throw wrongArgument("password");
  return { kind: "signIn", email, password };
}
