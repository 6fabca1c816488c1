import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ProviderDirectory } from "../../../src/services/providerRegistry.ts";
import { definitionOf } from "../../helpers/declaredProvider.ts";
import { MemorySettings } from "../../helpers/memorySettings.ts";
import { declaredIn, memoryIds } from "../../helpers/temporaryFolder.ts";

function directory(remembered: string[] = []) {
  const settings = new MemorySettings();
  const loads = { count: 0 };
  const providers = new ProviderDirectory({
    settings,
    known: memoryIds(remembered),
    loadDeclared: () => {
      loads.count += 1;
      return declaredIn(settings);
    },
  });
  const told = { count: 0 };
  providers.onDidChange(() => {
    told.count += 1;
  });
  return { settings, providers, loads, told, remembered };
}

describe("ProviderDirectory", () => {
  it("knows the built-in providers without loading anything", () => {
    const { providers, loads } = directory();
    assert.equal(providers.find("poof")?.name, "Poof");
    assert.equal(providers.isKnown("coals"), true);
    assert.deepEqual(providers.broken(), []);
    assert.equal(loads.count, 0);
  });

  it("finds the catalogue's, and offers them beside the built-in ones", () => {
    const { providers, loads } = directory();
    assert.equal(providers.find("tavily")?.name, "Tavily");
    assert.equal(providers.find("tavily"), providers.find("tavily"));
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    assert.deepEqual(ids(providers.own()), ["poof", "depicta", "richUtilities", "easySlip", "coals"]);
    assert.ok(ids(providers.shipped()).includes("tavily"));
    assert.equal(loads.count, 1);
    for (const id of ["../package", "toString", "", "tavily.json", "TAVILY"]) {
      assert.equal(providers.find(id), undefined, id);
    }
  });

  it("takes the user's own from the settings, names the broken ones and goes on", () => {
    const { settings, providers, told } = directory();
    settings.declare(definitionOf(), { id: "broken" }, 5, definitionOf({ id: "other" }), definitionOf());
    assert.equal(told.count, 1);
    assert.equal(providers.find("acme")?.name, "Acme");
    assert.equal(providers.find("other")?.name, "Acme");
    assert.deepEqual(providers.broken(), [
      { index: 1, name: "broken", field: "name", reason: "invalid" },
      { index: 2, field: "", reason: "invalid" },
      { index: 4, name: "acme", field: "id", reason: "idTaken" },
    ]);
    settings.declare();
    assert.equal(providers.find("acme"), undefined);
    assert.deepEqual(providers.broken(), []);
  });

  it("lets nobody take the id of a built-in provider or of the catalogue's", () => {
    const { settings, providers } = directory();
    settings.declare(definitionOf({ id: "poof" }), definitionOf({ id: "tavily" }));
    assert.deepEqual(
      providers.broken().map(({ name, reason }) => [name, reason]),
      [
        ["poof", "idTaken"],
        ["tavily", "idTaken"],
      ],
    );
    for (const id of ["poof", "tavily"]) {
      assert.deepEqual(providers.register(definitionOf({ id })), { field: "id", reason: "idTaken" });
    }
    assert.equal(providers.find("tavily")?.name, "Tavily");
  });

  it("takes up another extension's provider until it is disposed", () => {
    const { providers, told } = directory();
    const registered = providers.register(definitionOf());
    assert.ok("dispose" in registered);
    assert.equal(providers.find("acme")?.name, "Acme");
    assert.deepEqual(providers.register(definitionOf()), { field: "id", reason: "idTaken" });
    registered.dispose();
    registered.dispose();
    assert.equal(providers.find("acme"), undefined);
    const again = providers.register(definitionOf({ name: "Acme 2" }));
    registered.dispose();
    assert.equal(providers.find("acme")?.name, "Acme 2");
    assert.ok("dispose" in again && told.count >= 3);
  });

  it("does not let the settings take what an extension has registered", () => {
    const { settings, providers } = directory();
    providers.register(definitionOf({ name: "Theirs" }));
    settings.declare(definitionOf());
    assert.equal(providers.find("acme")?.name, "Theirs");
    assert.equal(providers.broken()[0]?.reason, "idTaken");
  });

  it("says what is wrong with a registered definition", () => {
    const { providers } = directory();
    assert.deepEqual(providers.register({ ...definitionOf(), meters: [] }), {
      field: "meters",
      reason: "invalid",
    });
    assert.deepEqual(providers.register(undefined), { field: "", reason: "invalid" });
  });

  it("remembers who brought accounts, over restarts and when they are gone", () => {
    const { providers, remembered } = directory();
    assert.equal(providers.isKnown("acme"), false);
    const registered = providers.register(definitionOf());
    assert.equal(providers.isKnown("acme"), true);
    assert.equal(providers.isKnown("acme"), true);
    if ("dispose" in registered) registered.dispose();
    assert.equal(providers.isKnown("acme"), true);
    assert.deepEqual(remembered, ["acme"]);
    assert.equal(directory(remembered).providers.isKnown("acme"), true);
    assert.equal(directory(remembered).providers.isKnown("nobody"), false);
  });
});
