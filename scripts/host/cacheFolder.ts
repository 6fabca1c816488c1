import { homedir } from "node:os";
import path from "node:path";

/** The per-user folder for what is fetched once per machine, not once per clone. */
export function cacheFolder(): string {
  const home = homedir();
  if (process.platform === "darwin") return path.join(home, "Library", "Caches", "credit-monitor");
  const base =
    process.platform === "win32"
      ? (process.env.LOCALAPPDATA ?? path.join(home, "AppData", "Local"))
      : (process.env.XDG_CACHE_HOME ?? path.join(home, ".cache"));
  return path.join(base, "credit-monitor");
}
