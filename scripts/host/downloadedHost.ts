import path from "node:path";
import { downloadAndUnzipVSCode } from "@vscode/test-electron";
import { versions } from "../helpers/versions.ts";
import { withProgress } from "../helpers/withProgress.ts";
import { cacheFolder } from "./cacheFolder.ts";
import type { DesktopHost } from "./host.ts";
import { ensureDisplay } from "./virtualDisplay.ts";

const downloads = "https://update.code.visualstudio.com/api/releases/stable";
const answerMs = 3_000;

/** The desktop VS Code that `@vscode/test-electron` downloads; throws the reason when it cannot be had. */
export async function downloadedHost(): Promise<DesktopHost> {
  await answers();
  await ensureDisplay();
  const cachePath = path.join(cacheFolder(), "desktop");
  const executable = await withProgress(`getting VS Code ${versions.desktop} into ${cachePath}`, () =>
    downloadAndUnzipVSCode({ version: versions.desktop, cachePath }),
  );
  return { kind: "desktop", executable };
}

async function answers(): Promise<void> {
  try {
    const reply = await fetch(downloads, { method: "HEAD", signal: AbortSignal.timeout(answerMs) });
    if (!reply.ok) throw new Error(`status ${reply.status}`);
  } catch (error) {
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`its download host did not answer within ${answerMs / 1000} s (${reason})`);
  }
}
