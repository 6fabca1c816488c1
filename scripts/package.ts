// `npm run package [-- --repository URL]`: writes dist/credit-monitor.vsix and prints its files and size. With the
// address of the repository its pages link there.
import { statSync } from "node:fs";
import path from "node:path";
import { runScript } from "./helpers/cleanUp.ts";
import { withProgress } from "./helpers/log.ts";
import { root } from "./helpers/root.ts";
import { checkContents } from "./packaging/checkContents.ts";
import { buildBundles, packVsix, parsePackOptions } from "./packaging/packVsix.ts";

await runScript(async () => {
  await withProgress("building", buildBundles);
  const files = await withProgress("checking what would be packed", checkContents);
  const vsix = await withProgress("packing", () => packVsix(parsePackOptions(process.argv.slice(2))));
  console.log(files.map((file) => `  ${file}`).join("\n"));
  for (const file of [vsix, path.join(root, "dist", "extension.cjs")]) {
    console.log(`${path.relative(root, file)}: ${statSync(file).size} bytes`);
  }
  return 0;
});
