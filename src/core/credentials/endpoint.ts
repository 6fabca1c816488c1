/** Where an account is read: a checked base URL. */
export interface Endpoint {
  /** Scheme, host and port: what a key is bound to. */
  readonly origin: string;
  readonly host: string;
  /** The base URL without a trailing slash; documented paths are appended to it. */
  readonly baseUrl: string;
}

const maxLength = 2000;
const loopbackHosts: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);

/**
 * Accepts `https:` anywhere and `http:` on loopback; refuses credentials, query and fragment in the URL, and endless ones.
 * `undefined` means that nothing may be sent there.
 */
export function parseEndpoint(baseUrl: string): Endpoint | undefined {
  const url = baseUrl.length > maxLength ? null : URL.parse(baseUrl.trim());
  // A bare "?" or "#" leaves `search` and `hash` empty, and would swallow the path that is appended.
  if (!url || url.username || url.password || /[?#]/.test(url.href)) return undefined;
  const isAllowed =
    url.protocol === "https:" || (url.protocol === "http:" && loopbackHosts.has(url.hostname));
  if (!isAllowed) return undefined;
  return { origin: url.origin, host: url.host, baseUrl: url.href.replace(/\/+$/, "") };
}
