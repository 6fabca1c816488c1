import { readdir, readFile, stat } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { type Endpoint, endpointFolderName, endpointSuffix, parseEndpoint } from "./endpointFile.ts";

/** A window answers at once that it has begun; then the provider has its time. */
const answerTimeoutMs = 2_000;
const readingTimeoutMs = 60_000;

/**
 * Asks the windows, the newest first, until one has tried to read the account. False when none answers: then no VS Code
 * with the extension is running, or none that listens. `signal` ends the wait; the window goes on.
 */
export async function requestRefresh(
  storageFolder: string,
  accountId: string,
  signal?: AbortSignal,
): Promise<boolean> {
  const endpoints = await findEndpoints(join(storageFolder, endpointFolderName));
  const deadlineMs = Date.now() + answerTimeoutMs;
  for (const endpoint of endpoints) {
    const leftMs = deadlineMs - Date.now();
    if (leftMs <= 0 || signal?.aborted) return false;
    if (await askWindow(endpoint, accountId, leftMs, signal)) return true;
  }
  return false;
}

async function findEndpoints(folder: string): Promise<readonly Endpoint[]> {
  const names = await readdir(folder).catch(() => []);
  const found = names
    .filter((name) => name.endsWith(endpointSuffix))
    .map(async (name) => {
      const file = join(folder, name);
      const [text, stats] = await Promise.all([readFile(file, "utf8"), stat(file)]);
      return { endpoint: parseEndpoint(text), changedAtMs: stats.mtimeMs };
    });
  const settled = await Promise.allSettled(found);
  return settled
    .flatMap((result) => (result.status === "fulfilled" ? [result.value] : []))
    .toSorted((a, b) => b.changedAtMs - a.changedAtMs)
    .flatMap(({ endpoint }) => (endpoint ? [endpoint] : []));
}

/** Resolves to whether the window ended an attempt to read the account. Never rejects. */
function askWindow(
  { address, token }: Endpoint,
  accountId: string,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  return new Promise((resolve) => {
    const body = JSON.stringify({ accountId });
    const headers = {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(body),
    };
    const call = request({
      socketPath: address,
      path: "/refresh",
      method: "POST",
      headers,
      agent: false,
      signal,
    });
    let timer = setTimeout(() => call.destroy(), timeoutMs);
    call.on("response", (response) => {
      clearTimeout(timer);
      timer = setTimeout(() => call.destroy(), readingTimeoutMs);
      response.resume();
      response.on("end", () => resolve(response.statusCode === 200 && response.complete));
    });
    call.on("error", () => resolve(false));
    call.on("close", () => {
      clearTimeout(timer);
      resolve(false);
    });
    call.end(body);
  });
}
