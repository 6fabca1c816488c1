import { randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Disposable } from "../common/disposable.ts";
import { endpointFolderName, endpointSuffix, parseEndpoint, refreshRequest } from "./endpointFile.ts";

export interface RefreshServerOptions {
  readonly storageFolder: string;
  readonly pid: number;
  readonly platform: NodeJS.Platform;
  /** Reads the account as far as its provider allows; resolves after the attempt. False for an account that is not known. */
  readonly refresh: (accountId: string) => Promise<boolean>;
  /** A request with a wrong token, or none. */
  readonly onRefused: () => void;
  readonly reportBug: (error: unknown) => void;
}

/** The address of a Unix domain socket has room for 104 bytes on macOS and 108 on Linux, with the byte that ends it. */
const maxAddressBytes = 103;
const maxBodyBytes = 4_096;
const maxConnections = 16;

/**
 * Listens for other programs of the user: a Unix domain socket in a folder that only the user can enter, or a named pipe
 * on Windows, and a token in a file that only the user can read. Nothing listens on the network. A program can ask for a
 * reading, and learns nothing but that it was tried.
 */
export async function startRefreshServer(options: RefreshServerOptions): Promise<Disposable> {
  const { storageFolder, pid, platform, reportBug } = options;
  const folder = join(storageFolder, endpointFolderName);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  removeLeftovers(folder);
  const name = `${pid}-${randomBytes(4).toString("hex")}`;
  const { address, temporaryFolder } = chooseAddress(folder, name, platform);
  const token = randomBytes(32).toString("base64url");
  const server = createServer({ maxHeaderSize: 8_192, requestTimeout: 10_000 }, (request, response) => {
    answer(request, response, token, options).catch((error: unknown) => {
      reportBug(error);
      response.destroy();
    });
  });
  server.maxConnections = maxConnections;
  const file = join(folder, `${name}${endpointSuffix}`);
  const remove = () => {
    rmSync(file, { force: true });
    if (platform !== "win32") rmSync(address, { force: true });
    if (temporaryFolder !== undefined) rmSync(temporaryFolder, { recursive: true, force: true });
  };
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ path: address }, () => resolve());
  }).catch((error: unknown) => {
    remove();
    throw error;
  });
  server.on("error", reportBug);
  server.unref();
  writeFileSync(file, JSON.stringify({ address, token, pid }), { mode: 0o600, flag: "wx" });
  return {
    dispose: () => {
      server.close();
      server.closeAllConnections();
      remove();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  { refresh, onRefused }: RefreshServerOptions,
): Promise<void> {
  if (!isAuthorized(request, token)) {
    onRefused();
    response.writeHead(401).end();
    return;
  }
  const body = request.method === "POST" && request.url === "/refresh" ? await readBody(request) : undefined;
  const parsed = refreshRequest.safeParse(body);
  if (!parsed.success) {
    response.writeHead(400).end();
    return;
  }
  // Sent now: the caller learns that a window has taken the request before the provider answers.
  response.writeHead(200).flushHeaders();
  const isKnown = await refresh(parsed.data.accountId);
  if (isKnown) response.end();
  // Cut off, so that the caller asks another window.
  else response.destroy();
}

function isAuthorized({ headers }: IncomingMessage, token: string): boolean {
  const [actual, expected] = [Buffer.from(headers.authorization ?? ""), Buffer.from(`Bearer ${token}`)];
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

/** `undefined` for a body that is no JSON, or larger than a request can be. */
async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > maxBodyBytes) return undefined;
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    return undefined;
  }
}

function chooseAddress(
  folder: string,
  name: string,
  platform: NodeJS.Platform,
): { readonly address: string; readonly temporaryFolder?: string } {
  if (platform === "win32")
    return { address: `\\\\.\\pipe\\credit-monitor-${randomBytes(16).toString("hex")}` };
  const address = join(folder, `${name}.sock`);
  if (Buffer.byteLength(address) <= maxAddressBytes) return { address };
  // `mkdtemp` makes a folder that only the user can enter.
  const temporaryFolder = mkdtempSync(join(tmpdir(), "credit-monitor-"));
  return { address: join(temporaryFolder, "s"), temporaryFolder };
}

/** Removes what windows left that ended without a goodbye. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith(endpointSuffix))) {
    const file = join(folder, name);
    try {
      const endpoint = parseEndpoint(readFileSync(file, "utf8"));
      if (endpoint && isRunning(endpoint.pid)) continue;
      rmSync(file, { force: true });
      rmSync(join(folder, `${name.slice(0, -endpointSuffix.length)}.sock`), { force: true });
    } catch {
      // Another window removes it at the same time, or has not written it yet.
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
