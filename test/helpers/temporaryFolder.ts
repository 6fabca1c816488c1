import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A new folder that is deleted at the end of the block that created it. */
export async function temporaryFolder(): Promise<{ readonly path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), "credit-monitor-"));
  // What closes meanwhile may still write there.
  const options = { recursive: true, force: true, maxRetries: 5 };
  return { path, [Symbol.asyncDispose]: () => rm(path, options) };
}
