import type { Credential } from "../../store/secrets/storedKey.ts";
import type { CredentialInput } from "./verifyKey.ts";

/** A shorter secret may also be part of an ordinary word. */
const minContainedLength = 8;

/** Whether a text is or contains a secret of the credential. Used for labels and parameters, which anyone may see. */
export function containsSecret(text: string, credential: CredentialInput | Credential): boolean {
  return secretsOf(credential).some(
    (secret) => text === secret.trim() || (secret.length >= minContainedLength && text.includes(secret)),
  );
}

function secretsOf(credential: CredentialInput | Credential): readonly string[] {
  if (credential.kind === "key") return [credential.key];
  if (credential.kind === "signIn") return [credential.password];
  const { refreshToken, accessToken } = credential;
  return accessToken === undefined ? [refreshToken] : [refreshToken, accessToken];
}
