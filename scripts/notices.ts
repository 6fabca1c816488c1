// `npm run notices`: writes ThirdPartyNotices.txt from what is really bundled.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { bundledPackages } from "./packaging/bundledPackages.ts";
import { thirdPartyNotices } from "./packaging/thirdPartyNotices.ts";
import { runScript } from "./support/cleanUp.ts";
import { root } from "./support/root.ts";
import { say } from "./support/say.ts";

await runScript(async () => {
  const packages = await bundledPackages();
  writeFileSync(path.join(root, "ThirdPartyNotices.txt"), thirdPartyNotices(packages));
  say(`ThirdPartyNotices.txt: ${packages.length} packages`);
  return 0;
});
