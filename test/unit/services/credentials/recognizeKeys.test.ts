import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { builtInProviders } from "../../../../src/providers/builtIn/builtInProviders.ts";
import { recognizeKeys } from "../../../../src/services/credentials/recognizeKeys.ts";
import { MemorySettings } from "../../../helpers/memorySettings.ts";
import { declaredProvidersIn } from "../../../helpers/providerCatalogue.ts";

const providers = [...builtInProviders, ...declaredProvidersIn(new MemorySettings()).catalogue()];
const recognized = (...names: readonly string[]) =>
  recognizeKeys(
    names.map((name) => ({ name, value: " secret " })),
    providers,
  );

describe("recognizeKeys", () => {
  it("recognizeKeys knows the usual names of the catalogue's keys", () => {
    const found = recognized(
      "OPENROUTER_API_KEY",
      "OPENROUTER_PROVISIONING_KEY",
      "FAL_KEY",
      "DEEPSEEK_API_KEY",
      "REMOVE_BG_API_KEY",
      "poof_api_key",
    );
    assert.deepEqual(
      found.map(({ name, provider }) => [name, provider.id]),
      [
        ["OPENROUTER_API_KEY", "openrouter-key"],
        ["OPENROUTER_PROVISIONING_KEY", "openrouter-credits"],
        ["FAL_KEY", "fal"],
        ["DEEPSEEK_API_KEY", "deepseek"],
        ["REMOVE_BG_API_KEY", "remove-bg"],
        ["poof_api_key", "poof"],
      ],
    );
    assert.ok(found.every(({ key }) => key === "secret"));
  });

  it("recognizeKeys leaves out what is no key: other names, empty values, sign-ins and keys of two parts", () => {
    assert.deepEqual(recognized("PATH", "API_KEY", "NODE_ENV", "OPENAI_API_KEY"), []);
    assert.deepEqual(recognized("RICHUTILITIES_API_KEY", "TWILIO_API_KEY"), []);
    assert.deepEqual(recognizeKeys([{ name: "POOF_API_KEY", value: " " }], providers), []);
  });

  it("recognizeKeys gives a variable to every provider that names it", () => {
    assert.deepEqual(
      recognized("EASYSLIP_API_KEY").map(({ provider }) => provider.id),
      ["easySlip", "easyslip-v2"],
    );
  });
});
