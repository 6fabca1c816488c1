import { defined } from "../../core/common/defined.ts";

export type Credential = ApiKey | Session;

interface ApiKey {
  readonly kind: "key";
  readonly key: string;
}

interface Session {
  readonly kind: "session";
  readonly refreshToken: string;
  readonly accessToken?: string | undefined;
  /** Epoch milliseconds; of two pairs of tokens the later one counts. */
  readonly issuedAtMs?: number | undefined;
  /** When the provider issued the access token, by this machine's clock. */
  readonly receivedAtMs?: number | undefined;
}

/** The secret of an account: a credential and the origin that it was entered for. */
export interface StoredKey {
  /** The only origin that this credential may be sent to. */
  readonly origin: string;
  /** A random name of this entering of the key, in a VS Code that is served to a browser; see `KeyNote`. */
  readonly revision?: string | undefined;
  readonly credential: Credential;
}

/** Parses a stored secret; `undefined` when it is damaged, which counts as missing. */
export function parseStoredKey(text: string): StoredKey | undefined {
  try {
    const { origin, revision, credential } = fieldsOf(JSON.parse(text));
    const parsed = parseCredential(fieldsOf(credential));
    if (typeof origin !== "string" || !isOptional(revision, "string") || !parsed) return undefined;
    return { origin, ...defined({ revision }), credential: parsed };
  } catch {
    return undefined;
  }
}

function parseCredential(fields: Fields): Credential | undefined {
  const { kind, key, refreshToken, accessToken, issuedAtMs, receivedAtMs } = fields;
  if (kind === "key") return typeof key === "string" ? { kind, key } : undefined;
  const isSession =
    kind === "session" &&
    typeof refreshToken === "string" &&
    isOptional(accessToken, "string") &&
    isOptional(issuedAtMs, "number") &&
    isOptional(receivedAtMs, "number");
  return isSession
    ? { kind, refreshToken, ...defined({ accessToken, issuedAtMs, receivedAtMs }) }
    : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function isOptional(value: unknown, type: "string"): value is string | undefined;
function isOptional(value: unknown, type: "number"): value is number | undefined;
function isOptional(value: unknown, type: "string" | "number"): boolean {
  return value === undefined || (typeof value === type && (type === "string" || Number.isFinite(value)));
}
