// What the command line and the MCP server cost beyond Node's own start, with a history of a million samples beside
// four processes that write to it all the time; and how long a writer waits while agents read.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { runScript, scratchFolder } from "../../scripts/helpers/cleanUp.ts";
import { log } from "../../scripts/helpers/log.ts";
import { StartedProcess } from "../../scripts/helpers/process.ts";
import { median, milliseconds, printTable, quantile, ratio } from "../../scripts/helpers/report.ts";
import { root } from "../../scripts/helpers/root.ts";
import { buildBundles } from "../../scripts/packaging/packVsix.ts";
import { amountOf } from "../../src/core/money/amount.ts";
import { AccountPublisher } from "../../src/services/localAccess/accountPublisher.ts";
import { openHistory } from "../../src/store/database/openHistory.lazy.ts";
import { accountName, fillHistory, fullSize, pollMs } from "../helpers/fillHistory.ts";
import { balanceReading, openOrThrow } from "../helpers/readings.ts";

const rounds = 15;
const writers = 4;
const program = path.join(root, "dist", "mcp.cjs");
const reportMemory = path.join(import.meta.dirname, "reportMemory.cjs");

interface Cost {
  readonly ms: number;
  readonly megabytes: number;
}

/** Runs Node with these arguments to its end; with a folder for compiled code, as the launcher does. */
function cost(args: readonly string[], compileCache?: string): Cost {
  const startMs = performance.now();
  const { stderr, status } = spawnSync(process.execPath, ["--require", reportMemory, ...args], {
    env: { ...process.env, ...(compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }) },
  });
  const ms = performance.now() - startMs;
  if (status !== 0) throw new Error(`${args.join(" ")} ended with ${status}: ${stderr}`);
  return { ms, megabytes: Number(/peak (\d+)/.exec(String(stderr))?.[1]) / 1024 };
}

/** A storage folder in which every account was read just now. */
async function fillStorage(folder: string): Promise<void> {
  const file = path.join(folder, "history.db");
  const nowMs = Date.now();
  await fillHistory(file, { ...fullSize, endMs: nowMs });
  const store = openOrThrow(await openHistory(file));
  const ids = Array.from({ length: fullSize.accounts }, (_, index) => accountName(index));
  for (const id of ids) {
    const snapshot = { meters: [balanceReading("500000.25")], isBlocked: false, details: [] } as const;
    const attempt = {
      source: "poof x",
      reading: { snapshot, readAtMs: nowMs },
      failures: 0,
      attemptedAtMs: nowMs,
    };
    store.saveAttempt(id, attempt, pollMs * 3);
  }
  store.close();
  await new AccountPublisher(folder).publish({
    version: 1,
    hideAmounts: false,
    timeZone: "UTC",
    accounts: ids.map((id) => ({
      account: { id, provider: "poof", label: id, low: { below: amountOf("10") } },
      intervalMs: pollMs,
      source: "poof x",
    })),
  });
}

async function measureServer(storage: string): Promise<readonly number[]> {
  const client = new Client({ name: "bench", version: "1" });
  await client.connect(
    new StdioClientTransport({ command: process.execPath, args: [program, "mcp", "--storage", storage] }),
  );
  const times: number[] = [];
  for (let round = 0; round < 10 * rounds; round += 1) {
    const startMs = performance.now();
    await client.callTool({ name: "check_credits", arguments: { account: accountName(3), amount: "5" } });
    times.push(performance.now() - startMs);
  }
  await client.close();
  return times;
}

await runScript(async () => {
  await buildBundles();
  const storage = scratchFolder("bench");
  log(`filling a database with ${fullSize.accounts * fullSize.samplesEach} samples`);
  await fillStorage(storage);
  const check = [program, "check", accountName(3), "5", "--storage", storage];
  const status = [program, "status", "--storage", storage];
  const empty = path.join(import.meta.dirname, "empty.cjs");
  const compileCache = scratchFolder("cache");
  const steps: Readonly<Record<string, readonly string[]>> = {
    "node, an empty file": [empty],
    check,
    status,
  };
  const measured = async (title: string) => {
    const costs = new Map(Object.keys(steps).map((name) => [name, [] as Cost[]]));
    for (let round = 0; round < rounds; round += 1)
      for (const [name, args] of Object.entries(steps))
        costs.get(name)?.push(cost(args, args[0] === program ? compileCache : undefined));
    const [floor = []] = costs.values();
    const of = (all: readonly Cost[], key: keyof Cost) => all.map((one) => one[key]);
    printTable(
      title,
      ["program", "median", "beyond Node", "of Node", "memory beyond Node"],
      [...costs].map(([name, all]) => [
        name,
        milliseconds(median(of(all, "ms"))),
        milliseconds(median(of(all, "ms")) - median(of(floor, "ms"))),
        ratio(of(all, "ms"), of(floor, "ms")),
        `${(median(of(all, "megabytes")) - median(of(floor, "megabytes"))).toFixed(1)} MB`,
      ]),
    );
    const server = await measureServer(storage);
    log(
      `MCP check_credits: median ${milliseconds(median(server))}, 95 % ${milliseconds(quantile(server, 0.95))}`,
    );
  };
  await measured("Nothing else running");
  const running = Array.from(
    { length: writers },
    (_, index) =>
      new StartedProcess(process.execPath, [
        path.join(import.meta.dirname, "writer.ts"),
        storage,
        accountName(index),
      ]),
  );
  await measured(`Beside ${writers} processes that write a reading every 50 ms`);
  for (const { child } of running) child.kill("SIGTERM");
  const waits = await Promise.all(
    running.map(async (writer) => [await writer.ended, writer.output] as const),
  );
  for (const [code, output] of waits) log(`a writer, ended with ${code}: ${output.trim()}`);
  return 0;
});
