// `npm run release [-- --dry-run --repository URL]`: checks everything that the registries check, builds, packs and
// writes the SBOM, then publishes to the Marketplace and to Open VSX. With --dry-run it publishes nothing.
import path from "node:path";
import { parseArgs } from "node:util";
import { runScript, UserError } from "./helpers/cleanUp.ts";
import { log, withProgress } from "./helpers/log.ts";
import { run } from "./helpers/process.ts";
import { root } from "./helpers/root.ts";
import { checkContents } from "./packaging/checkContents.ts";
import { buildBundles, packVsix, parsePackOptions } from "./packaging/packVsix.ts";
import { releaseProblems } from "./packaging/releaseChecks.ts";
import { writeSbom } from "./packaging/sbom.ts";
import { runVsce } from "./packaging/vsce.ts";

const ovsx = "ovsx@1.4.0";
const credentials = { VSCE_PAT: "the Marketplace", OVSX_PAT: "Open VSX" } as const;

await runScript(async () => {
  const args = process.argv.slice(2);
  const { values } = parseArgs({
    args,
    options: { "dry-run": { type: "boolean" }, repository: { type: "string" } },
  });
  const options = parsePackOptions(args);
  await withProgress("building", buildBundles);
  await withProgress("checking what would be packed", checkContents);
  const vsix = await withProgress("packing", () => packVsix(options));
  const problems = [...(await withProgress("checking the package", () => releaseProblems(vsix)))];
  const sbom = await withProgress("writing the SBOM", writeSbom);
  if (options.repository === undefined) {
    log("no --repository: the pages of the package have no pictures, and their links to files are text");
  }
  for (const [name, registry] of Object.entries(credentials)) {
    if (!process.env[name]) problems.push(`${name} is not set: the access token for ${registry}.`);
  }
  for (const file of [vsix, sbom]) log(path.relative(root, file));
  if (values["dry-run"]) {
    for (const problem of problems) log(`would stop: ${problem}`);
    const others = problems.filter((problem) => !/^(VSCE|OVSX)_PAT /.test(problem));
    log(others.length === 0 ? "ready to publish, but for missing credentials" : "not ready to publish");
    return others.length === 0 ? 0 : 1;
  }
  if (problems.length > 0) throw new UserError(`Not published:\n${problems.join("\n")}`);
  await withProgress("publishing to the Marketplace", () =>
    runVsce(["publish", "--packagePath", vsix], root),
  );
  await withProgress("publishing to Open VSX", () =>
    run("npx", ["--yes", ovsx, "publish", vsix], { cwd: root, shell: process.platform === "win32" }),
  );
  return 0;
});
