import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { providersSetting } from "../../scripts/manifest/providersSetting.ts";

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));

describe("the manifest's schema of provider definitions", () => {
  const words = read("package.nls.json");

  it("is in step with the product's own (node scripts/manifest/writeProvidersSetting.ts writes it)", () => {
    const { properties } = read("package.json").contributes.configuration;
    assert.deepEqual(properties["creditMonitor.providers"], providersSetting(words));
  });

  it("stands by itself, as settings need it: no references", () => {
    assert.doesNotMatch(JSON.stringify(providersSetting(words)), /\$ref|\$defs/);
  });

  it("describes fields, and every description is used", () => {
    const used = new Set(JSON.stringify(providersSetting(words)).match(/definition\.[\w.]+(?=%)/g));
    const there = Object.keys(words).filter((key) => key.startsWith("definition."));
    assert.deepEqual(used, new Set(there));
  });
});
