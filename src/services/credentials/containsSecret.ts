import type { Credential } from "../../store/secrets/storedKey.ts";
import type { GivenKey } from "./verifyKey.ts";

// A shorter secret stands in innocent words too.
const shortestWithin = 8;

/** Whether a label is, or holds, what was just given in confidence: it stands in settings.json and on the screen. */
export function holdsSecret(label: string, given: GivenKey | Credential): boolean {
  return secretsOf(given).some(
    (secret) => label === secret.trim() || (secret.length >= shortestWithin && label.includes(secret)),
  );
}

function secretsOf(given: GivenKey | Credential): readonly string[] {
  if (given.kind === "key") return [given.key];
  if (given.kind === "signIn") return [given.password];
  return [given.refreshToken, ...(given.accessToken === undefined ? [] : [given.accessToken])];
}
