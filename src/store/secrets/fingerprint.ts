import { createHash } from "node:crypto";

/** Tells secrets apart without telling anything of them: only for what is long and random. */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}
