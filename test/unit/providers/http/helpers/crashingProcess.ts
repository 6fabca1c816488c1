// A process that ends during a request with a key. Started by crash.test.ts with: way, base URL, key.
import { parseEndpoint } from "../../../../../src/core/credentials/endpoint.ts";
import { poof } from "../../../../../src/providers/builtIn/poof.ts";
import { createJsonClient } from "../../../../../src/providers/http/jsonClient.ts";

const [way = "", baseUrl = "", key = ""] = process.argv.slice(2);

const ways: Readonly<Record<string, () => void>> = {
  thrown: () => {
    throw new TypeError("a bug elsewhere");
  },
  rejected: () => void Promise.reject(new RangeError("a bug elsewhere")),
  // Another extension has replaced `fetch`, and its error quotes the request.
  fetched: () => {
    globalThis.fetch = (input, options) => {
      throw Object.assign(new TypeError(`Headers: ${JSON.stringify(options?.headers)} is wrong`), {
        input,
        options,
      });
    };
    void read().then((outcome) => Promise.reject(Object.assign(new Error("a bug elsewhere"), { outcome })));
  },
  aborted: () => stop.abort(),
};

const stop = new AbortController();

async function read() {
  const endpoint = parseEndpoint(baseUrl);
  if (!endpoint) throw new Error("no endpoint");
  const request = createJsonClient({ userAgent: "test", now: Date.now });
  return await poof.read({ request, endpoint, secret: key, nowMs: Date.now(), signal: stop.signal });
}

// Its rejection is not handled on purpose.
void read();
setTimeout(() => ways[way]?.(), 300);
