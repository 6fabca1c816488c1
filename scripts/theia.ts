// `npm run theia`: what works in Eclipse Theia, an editor that is not VS Code. It is no part of `npm test`: building it
// takes minutes and 1 GB. `CREDIT_MONITOR_THEIA` names a folder where one is built already.

import { mkdirSync } from "node:fs";
import path from "node:path";
import { packDemo } from "./demo/balances.ts";
import { runScript, scratchFolder } from "./helpers/cleanUp.ts";
import { log, withProgress } from "./helpers/log.ts";
import { chooseBrowser, launchProfile } from "./host/browser.ts";
import { checkTheia } from "./theia/checkTheia.ts";
import { installTheia, theiaVersion } from "./theia/theiaPackage.ts";
import { startTheia } from "./theia/theiaServer.ts";

await runScript(async () => {
  const [theia, browser, vsix] = await Promise.all([
    process.env.CREDIT_MONITOR_THEIA ?? installTheia(),
    chooseBrowser(),
    withProgress("building and packing the extension", async () => (await packDemo())[0]),
  ]);
  const profile = scratchFolder("theia");
  const folder = path.join(profile, "folder");
  mkdirSync(folder);
  const server = await withProgress("starting Theia", () => startTheia(theia, profile, folder, String(vsix)));
  const context = await launchProfile(browser, {
    viewport: { width: 1280, height: 800 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  const page = await context.newPage();
  const shots = process.env.CREDIT_MONITOR_TEST_SHOTS;
  let hasFailed = false;
  for (const { name, check } of checkTheia(page, `${server.url}/#${folder}`)) {
    try {
      const seen = await check();
      log(`✓ ${name}${seen === "" ? "" : `: ${seen}`}`);
    } catch (error) {
      hasFailed = true;
      log(`✗ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    }
    if (shots !== undefined)
      await page.screenshot({ path: path.join(shots, `${name.replaceAll(/\W+/g, "-")}.png`) });
    // Each step needs the ones before.
    if (hasFailed) break;
  }
  if (hasFailed) console.log(server.output());
  console.log(`Theia ${theiaVersion} in ${browser.name}, Node ${process.version}`);
  console.log(hasFailed ? "the last step failed" : "everything that was tried works");
  return hasFailed ? 1 : 0;
});
