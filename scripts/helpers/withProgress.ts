import { log } from "./log.ts";

/** Says what is being done, then every ten seconds that it still is, then how long it took. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 100) / 10;
  log(what);
  const ticks = setInterval(() => log(`${what} … ${Math.round(seconds())} s`), 10_000);
  try {
    const result = await work();
    log(`${what}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(ticks);
  }
}
