const startedAt = Date.now();
const progressMs = 10_000;

/** Prints one progress line, with the seconds since the script began. */
export function log(text: string): void {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`› [${seconds} s] ${text}`);
}

/** Prints what begins, every ten seconds that it goes on, and at the end how long it took. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const fromMs = Date.now();
  const seconds = () => Math.round((Date.now() - fromMs) / 100) / 10;
  log(what);
  const ticks = setInterval(() => log(`${what} … ${Math.round(seconds())} s`), progressMs);
  try {
    const result = await work();
    log(`${what}: done in ${seconds()} s`);
    return result;
  } finally {
    clearInterval(ticks);
  }
}
