// `npm run notices`: writes ThirdPartyNotices.txt from what is bundled.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { runScript } from "./helpers/cleanUp.ts";
import { log } from "./helpers/log.ts";
import { root } from "./helpers/root.ts";
import { bundledPackages, thirdPartyNotices } from "./packaging/notices.ts";

await runScript(async () => {
  const packages = await bundledPackages();
  writeFileSync(path.join(root, "ThirdPartyNotices.txt"), thirdPartyNotices(packages));
  log(`ThirdPartyNotices.txt: ${packages.length} packages`);
  return 0;
});
