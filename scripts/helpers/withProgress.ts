import { say } from "./log.ts";

/** Says what is being done, then every ten seconds that it still is, then how long it took. */
export async function sayWhile<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 100) / 10;
  say(what);
  const ticks = setInterval(() => say(`${what} … ${Math.round(seconds())} s`), 10_000);
  try {
    const result = await work();
    say(`${what}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(ticks);
  }
}
