import { readdirSync, readFileSync, readlinkSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { UserError } from "../helpers/cleanUp.ts";

/** What lives in an extension host once everything that can go is gone. */
export interface HostCensus {
  readonly pid: number;
  readonly residentBytes: number;
  readonly heapBytes: number;
  /** What keeps it alive, such as `Timeout` and `PipeWrap`, each as often as there is one. */
  readonly resources: readonly string[];
}

const listenMs = 10_000;
/** Garbage is collected several times, for what one collection frees may let go of more. */
const collections = 3;
const settleMs = 300;
const words = `JSON.stringify({
  pid: process.pid,
  residentBytes: process.memoryUsage().rss,
  heapBytes: process.memoryUsage().heapUsed,
  resources: process.getActiveResourcesInfo(),
})`;
const close = `void setTimeout(() => process.getBuiltinModule("node:inspector").close(), 50)`;

/** Has a Node process collect its garbage, through the inspector that a signal opens, and asks what is left. */
export async function inspectHost(pid: number): Promise<HostCensus> {
  const before = listeningPorts(pid);
  const opened = () => [...listeningPorts(pid)].find((port) => !before.has(port));
  process.kill(pid, "SIGUSR1");
  await until(() => opened() !== undefined);
  const targets: readonly { webSocketDebuggerUrl: string }[] = await fetch(
    `http://127.0.0.1:${opened()}/json/list`,
  ).then((reply) => reply.json() as Promise<never>);
  const inspector = await connect(String(targets[0]?.webSocketDebuggerUrl));
  try {
    for (let count = 0; count < collections; count += 1) {
      await inspector.ask("HeapProfiler.collectGarbage", {});
      await wait(settleMs);
    }
    return JSON.parse(await inspector.evaluate(words));
  } finally {
    await inspector.evaluate(close);
    inspector.close();
    // All take the same port.
    await until(() => opened() === undefined);
  }
}

async function until(isSo: () => boolean): Promise<void> {
  for (const untilMs = Date.now() + listenMs; !isSo(); await wait(50)) {
    if (Date.now() > untilMs) throw new UserError("An extension host's inspector did not open or close.");
  }
}

async function connect(url: string) {
  const socket = new WebSocket(url);
  const waiting = new Map<number, (reply: Reply) => void>();
  socket.addEventListener("message", ({ data }) => {
    const reply: Reply = JSON.parse(String(data));
    waiting.get(reply.id)?.(reply);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener("open", resolve);
    socket.addEventListener("error", reject);
  });
  let asked = 0;
  const ask = (method: string, params: object) =>
    new Promise<Reply>((resolve) => {
      asked += 1;
      waiting.set(asked, resolve);
      socket.send(JSON.stringify({ id: asked, method, params }));
    });
  return {
    ask,
    evaluate: async (expression: string): Promise<string> => {
      const { result } = await ask("Runtime.evaluate", { expression, returnByValue: true });
      return String(result?.result?.value);
    },
    close: () => socket.close(),
  };
}

interface Reply {
  readonly id: number;
  readonly result?: { readonly result?: { readonly value?: unknown } };
}

/** Ports of this machine that a process listens on. */
function listeningPorts(pid: number): ReadonlySet<number> {
  const sockets = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((descriptor) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${descriptor}`))?.[1] ?? [];
      } catch {
        return [];
      }
    }),
  );
  const listening = "0A";
  const ports = readFileSync(`/proc/${pid}/net/tcp`, "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , , state, , , , , , inode]) => state === listening && sockets.has(inode ?? ""))
    .map(([, address = ""]) => Number.parseInt(address.split(":")[1] ?? "", 16));
  return new Set(ports);
}
