import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "mocha";
import { providersSetting } from "../../scripts/manifest/providersSetting.ts";

const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), "utf8"));

describe("the manifest's schema of provider definitions", () => {
  const words = read("package.nls.json");

  it("the manifest's schema equals the product's own (scripts/manifest/writeProvidersSetting.ts)", () => {
    const { properties } = read("package.json").contributes.configuration;
    assert.deepEqual(properties["creditMonitor.providers"], providersSetting(words));
  });

  it("the manifest's schema has no references, as settings require", () => {
    assert.doesNotMatch(JSON.stringify(providersSetting(words)), /\$ref|\$defs/);
  });

  it("the manifest's schema describes its fields, and every description is used", () => {
    const used = new Set(JSON.stringify(providersSetting(words)).match(/definition\.[\w.]+(?=%)/g));
    const there = Object.keys(words).filter((key) => key.startsWith("definition."));
    assert.deepEqual(used, new Set(there));
  });
});
