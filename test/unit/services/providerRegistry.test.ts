import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { ProviderRegistry } from "../../../src/services/providerRegistry.ts";
import { definitionOf } from "../../helpers/declaredProvider.ts";
import { MemorySettings } from "../../helpers/memorySettings.ts";
import { declaredProvidersIn, memoryProviderIds } from "../../helpers/providerCatalogue.ts";

function createRegistry(remembered: string[] = []) {
  const settings = new MemorySettings();
  const loads = { count: 0 };
  const providerRegistry = new ProviderRegistry({
    settings,
    knownProviderIds: memoryProviderIds(remembered),
    loadDeclaredProviders: () => {
      loads.count += 1;
      return declaredProvidersIn(settings);
    },
  });
  const changes = { count: 0 };
  providerRegistry.onDidChange(() => {
    changes.count += 1;
  });
  return { settings, providerRegistry, loads, changes, remembered };
}

describe("ProviderRegistry", () => {
  it("the registry knows the built-in providers without loading anything", () => {
    const { providerRegistry, loads } = createRegistry();
    assert.equal(providerRegistry.find("poof")?.name, "Poof");
    assert.equal(providerRegistry.isKnown("coals"), true);
    assert.deepEqual(providerRegistry.invalid(), []);
    assert.equal(loads.count, 0);
  });

  it("the registry finds the catalogue's providers and lists them besides the built-in ones", () => {
    const { providerRegistry, loads } = createRegistry();
    assert.equal(providerRegistry.find("tavily")?.name, "Tavily");
    assert.equal(providerRegistry.find("tavily"), providerRegistry.find("tavily"));
    const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);
    assert.deepEqual(ids(providerRegistry.builtInAndCustom()), [
      "poof",
      "depicta",
      "richUtilities",
      "easySlip",
      "coals",
    ]);
    assert.ok(ids(providerRegistry.catalogue()).includes("tavily"));
    assert.equal(loads.count, 1);
    for (const id of ["../package", "toString", "", "tavily.json", "TAVILY"]) {
      assert.equal(providerRegistry.find(id), undefined, id);
    }
  });

  it("the registry takes the user's definitions from the settings and reports the invalid ones", () => {
    const { settings, providerRegistry, changes } = createRegistry();
    settings.declare(definitionOf(), { id: "broken" }, 5, definitionOf({ id: "other" }), definitionOf());
    assert.equal(changes.count, 1);
    assert.equal(providerRegistry.find("acme")?.name, "Acme");
    assert.equal(providerRegistry.find("other")?.name, "Acme");
    assert.deepEqual(providerRegistry.invalid(), [
      { index: 1, name: "broken", field: "name", reason: "invalid" },
      { index: 2, field: "", reason: "invalid" },
      { index: 4, name: "acme", field: "id", reason: "idTaken" },
    ]);
    settings.declare();
    assert.equal(providerRegistry.find("acme"), undefined);
    assert.deepEqual(providerRegistry.invalid(), []);
  });

  it("the registry rejects the id of a built-in provider or of the catalogue", () => {
    const { settings, providerRegistry } = createRegistry();
    settings.declare(definitionOf({ id: "poof" }), definitionOf({ id: "tavily" }));
    assert.deepEqual(
      providerRegistry.invalid().map(({ name, reason }) => [name, reason]),
      [
        ["poof", "idTaken"],
        ["tavily", "idTaken"],
      ],
    );
    for (const id of ["poof", "tavily"]) {
      assert.deepEqual(providerRegistry.register(definitionOf({ id })), { field: "id", reason: "idTaken" });
    }
    assert.equal(providerRegistry.find("tavily")?.name, "Tavily");
  });

  it("the registry has another extension's provider until it is disposed", () => {
    const { providerRegistry, changes } = createRegistry();
    const registered = providerRegistry.register(definitionOf());
    assert.ok("dispose" in registered);
    assert.equal(providerRegistry.find("acme")?.name, "Acme");
    assert.deepEqual(providerRegistry.register(definitionOf()), { field: "id", reason: "idTaken" });
    registered.dispose();
    registered.dispose();
    assert.equal(providerRegistry.find("acme"), undefined);
    const again = providerRegistry.register(definitionOf({ name: "Acme 2" }));
    registered.dispose();
    assert.equal(providerRegistry.find("acme")?.name, "Acme 2");
    assert.ok("dispose" in again && changes.count >= 3);
  });

  it("the registry does not replace a registered provider by one in the settings", () => {
    const { settings, providerRegistry } = createRegistry();
    providerRegistry.register(definitionOf({ name: "Theirs" }));
    settings.declare(definitionOf());
    assert.equal(providerRegistry.find("acme")?.name, "Theirs");
    assert.equal(providerRegistry.invalid()[0]?.reason, "idTaken");
  });

  it("the registry says what is wrong with a registered definition", () => {
    const { providerRegistry } = createRegistry();
    assert.deepEqual(providerRegistry.register({ ...definitionOf(), meters: [] }), {
      field: "meters",
      reason: "invalid",
    });
    assert.deepEqual(providerRegistry.register(undefined), { field: "", reason: "invalid" });
  });

  it("the registry remembers the ids of providers over restarts and after their removal", () => {
    const { providerRegistry, remembered } = createRegistry();
    assert.equal(providerRegistry.isKnown("acme"), false);
    const registered = providerRegistry.register(definitionOf());
    assert.equal(providerRegistry.isKnown("acme"), true);
    assert.equal(providerRegistry.isKnown("acme"), true);
    if ("dispose" in registered) registered.dispose();
    assert.equal(providerRegistry.isKnown("acme"), true);
    assert.deepEqual(remembered, ["acme"]);
    assert.equal(createRegistry(remembered).providerRegistry.isKnown("acme"), true);
    assert.equal(createRegistry(remembered).providerRegistry.isKnown("nobody"), false);
  });
});
