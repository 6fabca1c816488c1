import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { root } from "../../scripts/helpers/root.ts";

interface Property {
  readonly default: unknown;
  readonly items?: { readonly properties?: Readonly<Record<string, unknown>> };
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Property>> };
  };
}

const readText = (name: string) => readFileSync(path.join(root, name), "utf8");
const { contributes }: Manifest = JSON.parse(readText("package.json"));
const titles: Readonly<Record<string, string>> = JSON.parse(readText("package.nls.json"));

describe("the pages about settings, commands and the API", () => {
  it("docs/settings.md has every setting with its default, and no other", () => {
    const table = readText("docs/settings.md").split("## ")[0] ?? "";
    const rows = [...table.matchAll(/^\| `([\w.]+)` \| `(.*?)` \|/gm)].map(([, name, value]) => [
      name,
      value,
    ]);
    const declared = Object.entries(contributes.configuration.properties).map(([id, property]) => [
      id.replace("creditMonitor.", ""),
      JSON.stringify(property.default),
    ]);
    assert.deepEqual(Object.fromEntries(rows), Object.fromEntries(declared));
  });

  it("docs/settings.md has every field of an account", () => {
    const fields = readText("docs/settings.md").split("## The fields of an account")[1] ?? "";
    const { items } = contributes.configuration.properties["creditMonitor.accounts"] ?? {};
    const declared = Object.keys(items?.properties ?? {});
    assert.ok(declared.length >= 10);
    for (const field of declared) assert.ok(fields.includes(`\`${field}\``), field);
  });

  it("docs/commands.md has every command with its title and its id", () => {
    const page = readText("docs/commands.md");
    for (const { command, title } of contributes.commands) {
      const text = titles[title.replaceAll("%", "")] ?? "";
      assert.ok(text !== "" && page.includes(text), command);
      assert.ok(page.includes(`\`${command.replace("creditMonitor.", "")}\``), command);
    }
  });

  it("docs/api.md has every member of the API", () => {
    const page = readText("docs/api.md");
    const members = readText("src/api.ts").split("export interface CreditMonitorApi {")[1] ?? "";
    const names = [...members.matchAll(/^ {2}(?:readonly )?(\w+)[(:]/gm)].map(([, name = ""]) => name);
    assert.ok(names.length >= 9);
    for (const name of names) assert.match(page, new RegExp(`^\\| \`${name}\\b`, "m"));
  });
});
