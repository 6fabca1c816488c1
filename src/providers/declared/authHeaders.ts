import type { AuthDefinition } from "../../core/providerDefinition.ts";

export interface ShownKey {
  readonly headers: Readonly<Record<string, string>>;
  /** What a reply must not repeat. */
  readonly secrets: readonly string[];
}

/** How a key is shown. The key of Basic authentication is `user:password`. */
export function authHeaders(auth: AuthDefinition, key: string): ShownKey {
  switch (auth.kind) {
    case "bearer":
      return { headers: { authorization: `Bearer ${key}` }, secrets: [key] };
    case "header": {
      const value = auth.prefix === undefined ? key : `${auth.prefix} ${key}`;
      return { headers: { [auth.name.toLowerCase()]: value }, secrets: [key] };
    }
    case "basic": {
      const encoded = Buffer.from(key).toString("base64");
      const password = key.slice(key.indexOf(":") + 1);
      return { headers: { authorization: `Basic ${encoded}` }, secrets: [key, password, encoded] };
    }
  }
}
