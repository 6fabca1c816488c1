import { createHash } from "node:crypto";

/** A hash that identifies a secret without revealing it. Only for secrets that are long and random. */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
