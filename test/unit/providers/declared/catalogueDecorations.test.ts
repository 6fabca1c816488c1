import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parseEndpoint } from "../../../../src/core/credentials/endpoint.ts";
import type { ProviderDefinition } from "../../../../src/core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../../../src/core/readings/outcome.ts";
import type { Snapshot } from "../../../../src/core/readings/snapshot.ts";
import { createDeclaredProvider } from "../../../../src/providers/declared/createDeclaredProvider.ts";
import { parsePointer } from "../../../../src/providers/declared/jsonPointer.ts";
import { parseExactJson } from "../../../../src/providers/http/exactJson.ts";
import { type CatalogueCase, caseNames, catalogueKey, loadCase } from "../../../helpers/catalogueCase.ts";
import { parseValid } from "../../../helpers/declaredProvider.ts";
import { catalogue } from "../../../helpers/providerCatalogue.ts";
import { nowMs } from "../../../helpers/providerReply.ts";

/** Values that are neither an amount, a date nor a text. */
const oddValues = [[7], { a: [] }];

interface Reading {
  readonly outcome: Outcome<Snapshot>;
  readonly ignored: readonly string[];
}

/** Reads a case without HTTP; `change` may change each body first. */
async function read(
  definition: ProviderDefinition,
  testCase: CatalogueCase,
  change: (body: unknown) => void = () => {},
): Promise<Reading> {
  const { defaultBaseUrl = "", declared } = createDeclaredProvider(definition);
  const region = declared?.regions.find(({ label }) => label === testCase.region)?.baseUrl;
  const endpoint = parseEndpoint(testCase.baseUrl ?? region ?? defaultBaseUrl);
  assert.ok(endpoint && declared);
  const ignored: string[] = [];
  const outcome = await declared.adapter.read({
    endpoint,
    nowMs,
    signal: new AbortController().signal,
    secret: testCase.key ?? catalogueKey,
    parameters: testCase.parameters ?? {},
    ...(testCase.budget ? { budget: testCase.budget } : {}),
    onIgnoredFields: (fields) => ignored.push(...fields),
    request: async ({ url }) => {
      const { status = 200, headers, body } = testCase.replies[url] ?? { status: 404, body: {} };
      if (status !== 200) return failed({ kind: "providerError", status });
      const copy = structuredClone(body);
      change(copy);
      const parsed = parseExactJson(JSON.stringify(copy));
      return success({ status, headers: new Headers(headers), body: parsed, receivedAtMs: nowMs });
    },
  });
  return { outcome, ignored };
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

const pointersIn = (value: unknown) => stringsIn(value).filter((text) => text.startsWith("/"));

/** The pointers of what a reading can do without, which nothing else needs. */
function decorations(definition: ProviderDefinition): readonly string[] {
  const { meters, plan, details, expiresAt, ...others } = definition;
  const optional = meters.map(({ used, limit, held, resetsAt }) => [used, limit, held, resetsAt]);
  const needed = meters.map(({ used, limit, held, resetsAt, label, ...rest }) => rest);
  const conditions = JSON.stringify([optional, details]).match(/"when":/)
    ? pointersIn([optional, details])
    : [];
  const isNeeded = new Set([...pointersIn([needed, others]), ...conditions]);
  return [...new Set(pointersIn([optional, plan, details, expiresAt]))].filter(
    (pointer) => !isNeeded.has(pointer),
  );
}

/** Sets the value at a pointer wherever it leads, also within the elements of arrays. Returns whether it leads anywhere. */
function setAt(value: unknown, tokens: readonly string[], odd: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const [token = "", ...rest] = tokens;
  let isSet = false;
  if (Object.hasOwn(value, token)) {
    if (rest.length > 0) isSet = setAt(Reflect.get(value, token), rest, odd);
    else isSet = Reflect.get(value, token) !== null && Reflect.set(value, token, odd);
  }
  if (!isSet && Array.isArray(value))
    for (const element of value) isSet = setAt(element, tokens, odd) || isSet;
  if (!isSet) {
    for (const part of Object.values(value))
      if (Array.isArray(part)) isSet = setAt(part, tokens, odd) || isSet;
  }
  return isSet;
}

const remaining = ({ meters }: Snapshot) =>
  meters.map(({ id, remaining: left, role, unit }) => [id, left, role, unit]);

describe("decorations of the catalogue's replies", () => {
  let tried = 0;
  for (const id of catalogue.ids()) {
    it(`${id} keeps its balance whatever type plan, details, dates and limits have`, async () => {
      const definition = parseValid(catalogue.definition(id));
      for (const name of caseNames(id)) {
        const testCase = loadCase(id, name);
        if (testCase.reads === "ledger") continue;
        const { outcome } = await read(definition, testCase);
        if (!outcome.ok) continue;
        for (const pointer of decorations(definition)) {
          for (const odd of oddValues) {
            let isSet = false;
            const changed = await read(definition, testCase, (body) => {
              isSet = setAt(body, parsePointer(pointer)?.tokens ?? [], odd) || isSet;
            });
            if (!isSet) continue;
            tried += 1;
            const where = `${name} ${pointer} ${JSON.stringify(odd)}`;
            assert.ok(changed.outcome.ok, `${where}: ${JSON.stringify(changed.outcome)}`);
            assert.deepEqual(remaining(changed.outcome.value), remaining(outcome.value), where);
            const isSame = JSON.stringify(changed.outcome) === JSON.stringify(outcome);
            // A value that the reading did not use costs nothing.
            assert.ok(isSame || changed.ignored.length > 0, `${where} is not in the log`);
          }
        }
      }
    });
  }

  it("the decorations of the whole catalogue were tried", () => assert.ok(tried > 500, `${tried}`));
});
