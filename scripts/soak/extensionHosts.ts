import { readdirSync, readFileSync } from "node:fs";

/** The processes that run the extensions, one a window, of the VS Code with this `userData`. Needs Linux's /proc. */
export function extensionHosts(userData: string): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => {
      if (!Number.isInteger(pid)) return false;
      try {
        const isHost = readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("--type=extensionHost");
        return isHost && readFileSync(`/proc/${pid}/environ`, "utf8").includes(userData);
      } catch {
        // It has just ended.
        return false;
      }
    });
}
