const startedAt = Date.now();

/** One progress line, with the seconds since the script began. */
export function log(text: string): void {
  const seconds = Math.round((Date.now() - startedAt) / 1000);
  console.log(`› [${seconds} s] ${text}`);
}
