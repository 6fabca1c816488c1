import type { Credential } from "../../store/secrets/storedKey.ts";
import type { CredentialInput } from "./verifyKey.ts";

// A shorter secret stands in innocent words too.
const minContainedLength = 8;

/** Whether a label is, or holds, what was just given in confidence: it stands in settings.json and on the screen. */
export function containsSecret(label: string, given: CredentialInput | Credential): boolean {
  return secretsOf(given).some(
    (secret) => label === secret.trim() || (secret.length >= minContainedLength && label.includes(secret)),
  );
}

function secretsOf(given: CredentialInput | Credential): readonly string[] {
  if (given.kind === "key") return [given.key];
  if (given.kind === "signIn") return [given.password];
  return [given.refreshToken, ...(given.accessToken === undefined ? [] : [given.accessToken])];
}
