import { setTimeout as wait } from "node:timers/promises";
import { log } from "../helpers/log.ts";
import { StartedProcess } from "../helpers/startedProcess.ts";

const startMs = 10_000;

/**
 * Makes sure that a desktop program has a display: on Linux without one, starts Xvfb (what xvfb-run starts too)
 * and points DISPLAY at it for the rest of the script. Throws what to install when it is missing.
 */
export async function ensureDisplay(): Promise<void> {
  const { env } = process;
  if (process.platform !== "linux" || env.DISPLAY || env.WAYLAND_DISPLAY) return;
  // Xvfb picks a free number and writes it to the descriptor named here: its standard output.
  const args = ["-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"];
  const server = new StartedProcess("Xvfb", args);
  let reason = "";
  server.ended.then(
    (code) => {
      reason = `Xvfb ended with ${code}: ${server.output.trim()}`;
    },
    () => {
      reason = "there is no display and no Xvfb (Debian package xvfb)";
    },
  );
  for (const until = Date.now() + startMs; Date.now() < until; await wait(50)) {
    if (reason !== "") throw new Error(reason);
    const number = /^\d+$/m.exec(server.output)?.[0];
    if (number === undefined) continue;
    env.DISPLAY = `:${number}`;
    log(`no display here: Xvfb gives one, ${env.DISPLAY}`);
    return;
  }
  await server.stop();
  throw new Error(`Xvfb did not start within ${startMs / 1000} s`);
}
