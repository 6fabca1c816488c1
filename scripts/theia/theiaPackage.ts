import { writeFile } from "node:fs/promises";
import path from "node:path";
import { log } from "../helpers/log.ts";
import { run, runNpm } from "../helpers/process.ts";
import { installOnce } from "../host/installOnce.ts";

/** All packages of Theia have one version, but depend on one another by exact versions. */
export const theiaVersion = "1.74.1";

/** The parts of an editor that runs extensions of VS Code; npm adds what they need. */
const parts = [
  "core",
  "editor",
  "filesystem",
  "markers",
  "messages",
  "monaco",
  "navigator",
  "output",
  "plugin-ext",
  "plugin-ext-vscode",
  "preferences",
  "process",
  "secondary-window",
  "terminal",
  "workspace",
];

const npmFlags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-engine-strict"];

/** Lists no drives; Theia asks for them in its dialog for files alone. */
const drivelist = "exports.list = async () => [];\n";

/**
 * An Eclipse Theia for a browser, built on first use from its npm packages without a compiler; takes minutes and 1 GB.
 * Two native modules are not built: `drivelist` is replaced, and without `keytar` Theia keeps secrets in the memory of
 * its server. Returns the folder.
 */
export async function installTheia(): Promise<string> {
  return await installOnce(`theia-${theiaVersion}`, async (target) => {
    const ours = Object.fromEntries(parts.map((name) => [`@theia/${name}`, theiaVersion]));
    const manifest = {
      name: "credit-monitor-theia",
      version: "0.0.0",
      private: true,
      theia: { target: "browser" },
      dependencies: ours,
      devDependencies: { "@theia/cli": theiaVersion },
    };
    await writeFile(path.join(target, "package.json"), JSON.stringify(manifest));
    await runNpm(["install", ...npmFlags], target);
    log("Theia's packages are installed; next, its bundles");
    const modules = path.join(target, "node_modules");
    await writeFile(path.join(modules, "drivelist", "js", "index.js"), drivelist);
    const cli = path.join(modules, "@theia", "cli", "bin", "theia.js");
    await run(process.execPath, [cli, "build", "--mode", "development"], { cwd: target });
  });
}
