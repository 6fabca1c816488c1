import * as z from "zod/mini";

const storedKey = z.object({
  /** The only origin that this credential may be sent to. */
  origin: z.string(),
  /** A random name of this entering of the key, in a VS Code that is served to a browser; see `KeyNote`. */
  revision: z.optional(z.string()),
  credential: z.union([
    z.object({ kind: z.literal("key"), key: z.string() }),
    z.object({
      kind: z.literal("session"),
      refreshToken: z.string(),
      accessToken: z.optional(z.string()),
      /** Epoch milliseconds; of two pairs of tokens the later one counts. */
      issuedAtMs: z.optional(z.number()),
      /** When the provider issued the access token, by this machine's clock. */
      receivedAtMs: z.optional(z.number()),
    }),
  ]),
});

/** The secret of an account: a credential and the origin that it was entered for. */
export type StoredKey = z.infer<typeof storedKey>;
export type Credential = StoredKey["credential"];

/** Parses a stored secret; `undefined` when it is damaged, which counts as missing. */
export function parseStoredKey(text: string): StoredKey | undefined {
  try {
    const result = storedKey.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}
