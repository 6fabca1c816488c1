/** The checked base URL of an account. */
export interface Endpoint {
  /** Scheme, host and port. A key is only sent to the origin that it was entered for. */
  readonly origin: string;
  readonly host: string;
  /** The base URL without a trailing slash; documented paths are appended to it. */
  readonly baseUrl: string;
}

const maxLength = 2000;
const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * Accepts `https:` on every host and `http:` on loopback hosts. Returns `undefined`, so that nothing is sent, for
 * any other URL, for one with credentials, query or fragment, and for one of more than 2000 characters.
 */
export function parseEndpoint(baseUrl: string): Endpoint | undefined {
  const url = baseUrl.length > maxLength ? null : URL.parse(baseUrl.trim());
  // A bare "?" or "#" leaves `search` and `hash` empty, but the appended path would become part of them.
  if (!url || url.username || url.password || /[?#]/.test(url.href)) return undefined;
  const isAllowed =
    url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.has(url.hostname));
  if (!isAllowed) return undefined;
  return { origin: url.origin, host: url.host, baseUrl: url.href.replace(/\/+$/, "") };
}
