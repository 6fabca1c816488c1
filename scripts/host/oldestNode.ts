import path from "node:path";
import { run, runNpm } from "../helpers/process.ts";
import { versions } from "./host.ts";
import { installOnce } from "./installOnce.ts";

/** The program of the Node that the oldest supported VS Code has, installed on first use. Needs npm's registry. */
export async function installOldestNode(): Promise<string> {
  const folder = await installOnce(`node-${versions.oldestNode}`, async (target) => {
    const flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-save", "--prefix", target];
    await runNpm(["install", ...flags, `node@${versions.oldestNode}`], target);
    // What the package's install script does: it takes the binary from the npm package for this platform.
    const cwd = path.join(target, "node_modules", "node");
    await run(process.execPath, ["installArchSpecificPackage.js"], { cwd });
  });
  const program = process.platform === "win32" ? "node.exe" : "node";
  return path.join(folder, "node_modules", "node", "bin", program);
}
