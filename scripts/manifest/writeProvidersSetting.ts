// Run this after a change of the schema of definitions: it writes the manifest's entry for
// `creditMonitor.providers`.
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "../helpers/root.ts";
import { providersSetting } from "./providersSetting.ts";

const file = path.join(root, "package.json");
const manifest = JSON.parse(readFileSync(file, "utf8"));
const texts = JSON.parse(readFileSync(path.join(root, "package.nls.json"), "utf8"));
const { "creditMonitor.accounts": accounts, ...others } = manifest.contributes.configuration.properties;
manifest.contributes.configuration.properties = {
  "creditMonitor.accounts": accounts,
  ...others,
  "creditMonitor.providers": providersSetting(texts),
};
writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
