import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "mocha";
import { DisposableStore } from "../../../../src/services/common/disposable.ts";
import { endpointFolderName } from "../../../../src/services/localAccess/endpointFile.ts";
import { requestRefresh } from "../../../../src/services/localAccess/refreshClient.ts";
import { startRefreshServer } from "../../../../src/services/localAccess/refreshServer.lazy.ts";
import { temporaryFolder } from "../../../helpers/temporaryFolder.ts";

describe("readings on request of other programs", () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let disposables: DisposableStore;
  let asked: string[] = [];
  let refused = 0;

  beforeEach(async () => {
    folder = await temporaryFolder();
    disposables = new DisposableStore();
    [asked, refused] = [[], 0];
  });
  afterEach(async () => {
    disposables.dispose();
    await folder[Symbol.asyncDispose]();
  });

  const start = async (storageFolder = folder.path, known: readonly string[] = ["poof"]) =>
    disposables.add(
      await startRefreshServer({
        storageFolder,
        pid: process.pid,
        platform: process.platform,
        refresh: async (accountId) => {
          asked.push(accountId);
          return known.includes(accountId);
        },
        onRefused: () => {
          refused += 1;
        },
        reportBug: (error) => {
          throw error;
        },
      }),
    );
  const endpointFolder = () => join(folder.path, endpointFolderName);
  const endpoints = async () => {
    const names = (await readdir(endpointFolder())).filter((name) => name.endsWith(".json"));
    return await Promise.all(
      names.map(async (name) => JSON.parse(await readFile(join(endpointFolder(), name), "utf8"))),
    );
  };
  /** The status of a request, or the code of its error. */
  const send = (
    socketPath: string,
    {
      token,
      body = '{"accountId":"poof"}',
      path = "/refresh",
    }: { token?: string; body?: string; path?: string },
  ) =>
    new Promise<number | string>((resolve) => {
      const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
      const call = request({ socketPath, path, method: "POST", headers, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      call.on("error", (error) => resolve("code" in error ? String(error.code) : error.message));
      call.end(body);
    });

  it("a program that has read the token gets a reading, and the window removes its files at the end", async () => {
    const server = await start();
    assert.equal(await requestRefresh(folder.path, "poof"), true);
    assert.deepEqual(asked, ["poof"]);
    server.dispose();
    assert.deepEqual(await readdir(endpointFolder()), []);
    assert.equal(await requestRefresh(folder.path, "poof"), false);
  });

  it("only the user can enter the folder, read the token and reach the socket", async function () {
    if (process.platform === "win32") this.skip();
    await start();
    assert.equal((await stat(endpointFolder())).mode & 0o777, 0o700);
    const names = await readdir(endpointFolder());
    const token = names.find((name) => name.endsWith(".json")) ?? "";
    assert.equal((await stat(join(endpointFolder(), token))).mode & 0o777, 0o600);
    const [{ address }] = await endpoints();
    assert.ok(address.startsWith(endpointFolder()), "no network, and nothing outside of the storage");
  });

  it("a request without the right token is refused and told, and reads nothing", async () => {
    await start();
    const [{ address, token }] = await endpoints();
    for (const wrong of [{}, { token: "" }, { token: `${token}x` }, { token: token.slice(1) }])
      assert.equal(await send(address, wrong), 401);
    assert.deepEqual([asked, refused], [[], 4]);
    assert.equal(await send(address, { token }), 200);
  });

  it("a program that asks learns only that a reading was tried", async () => {
    await start();
    const [{ address, token }] = await endpoints();
    const headers = { authorization: `Bearer ${token}` };
    const call = request({ socketPath: address, path: "/refresh", method: "POST", headers, agent: false });
    call.end('{"accountId":"poof"}');
    const [response] = await once(call, "response");
    let body = "";
    for await (const chunk of response) body += String(chunk);
    const { date: _, ...others } = response.headers;
    assert.deepEqual(
      [response.statusCode, body, others],
      [200, "", { connection: "close", "transfer-encoding": "chunked" }],
    );
  });

  it("a request that is none is refused, whatever its size", async () => {
    await start();
    const [{ address, token }] = await endpoints();
    for (const body of ["", "{", "[]", '{"accountId":5}', `{"accountId":"${"a".repeat(300)}"}`])
      assert.equal(await send(address, { token, body }), 400, body.slice(0, 20));
    assert.equal(await send(address, { token, path: "/" }), 400);
    const large = await send(address, {
      token,
      body: JSON.stringify({ accountId: "poof", more: "a".repeat(1_000_000) }),
    });
    assert.ok(large === 400 || typeof large === "string", String(large));
    assert.deepEqual(asked, []);
  });

  it("of several windows the one that knows the account reads it", async () => {
    await start(folder.path, ["poof"]);
    await start(folder.path, ["depicta"]);
    assert.equal(await requestRefresh(folder.path, "poof"), true);
    assert.equal(await requestRefresh(folder.path, "depicta"), true);
    assert.equal(await requestRefresh(folder.path, "unknown"), false);
  });

  it("a window that ended without a goodbye costs nothing, and the next one removes what it left", async () => {
    await mkdir(endpointFolder(), { recursive: true });
    const left = { address: join(endpointFolder(), "gone.sock"), token: "t", pid: 2 ** 22 + 1 };
    await writeFile(join(endpointFolder(), "gone.json"), JSON.stringify(left));
    await writeFile(join(endpointFolder(), "half.json"), '{"addr');
    assert.equal(await requestRefresh(folder.path, "poof"), false);
    await start();
    assert.equal(await requestRefresh(folder.path, "poof"), true);
    assert.equal((await readdir(endpointFolder())).includes("gone.json"), false);
  });

  it("a socket that answers nothing ends the request after two seconds", async () => {
    const silent = createServer();
    const address =
      process.platform === "win32" ? "\\\\.\\pipe\\credit-monitor-silent" : join(folder.path, "silent");
    await new Promise<void>((resolve) => silent.listen(address, resolve));
    disposables.add({ dispose: () => silent.close() });
    await mkdir(endpointFolder(), { recursive: true });
    const endpoint = { address, token: "t", pid: process.pid };
    await writeFile(join(endpointFolder(), "silent.json"), JSON.stringify(endpoint));
    const startedAtMs = Date.now();
    assert.equal(await requestRefresh(folder.path, "poof"), false);
    assert.ok(Date.now() - startedAtMs >= 1_900);
  });

  it("a storage folder with a long path has its socket in a folder of the user's own", async function () {
    if (process.platform === "win32") this.skip();
    const long = join(folder.path, "a".repeat(90));
    await mkdir(long);
    const server = await start(long);
    assert.equal(await requestRefresh(long, "poof"), true);
    const [name = ""] = (await readdir(join(long, endpointFolderName))).filter((entry) =>
      entry.endsWith(".json"),
    );
    const { address } = JSON.parse(await readFile(join(long, endpointFolderName, name), "utf8"));
    const parent = join(address, "..");
    assert.equal((await stat(parent)).mode & 0o777, 0o700);
    server.dispose();
    await assert.rejects(stat(parent), { code: "ENOENT" });
  });
});
