import { createHash } from "node:crypto";
import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { Access, Adapter, Provider } from "../provider.ts";
import { collectReplies } from "./fetchReplies.ts";
import { dayOf } from "./ledgerPaging.ts";
import { readDeclaredLedger } from "./readLedger.ts";
import { readSnapshot } from "./readSnapshot.ts";
import type { Values } from "./template.ts";
import { isParameterValue } from "./template.ts";

/** The provider that a checked definition describes, as the built-in ones are known. */
export function declareProvider(definition: ProviderDefinition): Provider {
  const { id, name, key = {}, auth, baseUrl, regions = [], ledger } = definition;
  const defaultBaseUrl = baseUrl ?? regions[0]?.baseUrl;
  return {
    id,
    name,
    ...(defaultBaseUrl === undefined ? {} : { defaultBaseUrl }),
    ...(key.page === undefined ? {} : { keyPage: key.page }),
    ...(key.example === undefined ? {} : { keyExample: key.example }),
    signsIn: false,
    ...(ledger ? { ledgerMeter: ledger.meter } : {}),
    hasUsage: false,
    declared: {
      adapter: adapterOf(definition),
      edition: createHash("sha256").update(JSON.stringify(definition)).digest("base64url").slice(0, 8),
      ...(definition.blurb === undefined ? {} : { blurb: definition.blurb }),
      ...(key.scope === undefined ? {} : { keyScope: key.scope }),
      ...(auth.kind === "basic" ? { keyParts: [auth.user, auth.password] as const } : {}),
      regions,
      parameters: definition.parameters ?? {},
      minMinutes: definition.minMinutes ?? 0,
    },
  };
}

function adapterOf(definition: ProviderDefinition): Adapter {
  const { ledger } = definition;
  return {
    async read(access) {
      const values = valuesOf(access, definition);
      if (!values.ok) return values;
      const replies = await collectReplies(access, definition, values.value);
      return replies.ok ? readSnapshot(definition, replies.value, currencyOf(access, definition)) : replies;
    },
    ...(ledger
      ? {
          async readLedger(access, { cursor }) {
            const values = valuesOf(access, definition);
            if (!values.ok) return values;
            return readDeclaredLedger(access, definition, ledger, { values: values.value, cursor });
          },
        }
      : {}),
  };
}

/** What templates may refer to: the account's own parameters, checked, and days by UTC. */
function valuesOf(
  { parameters: given = {}, nowMs }: Access,
  { parameters = {} }: ProviderDefinition,
): Outcome<Values> {
  const values: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (value === undefined && parameter.optional) continue;
    if (value === undefined || !isParameterValue(value, parameter)) {
      return failed({ kind: "blockedOrigin", parameter: name });
    }
    values[name] = value;
  }
  const today = dayOf(nowMs);
  return success({ ...values, today, monthStart: `${today.slice(0, 8)}01` });
}

/** The currency of the region that is read, else of the default one. */
function currencyOf({ endpoint }: Access, { regions = [] }: ProviderDefinition): string | undefined {
  const region = regions.find(({ baseUrl }) => parseEndpoint(baseUrl)?.baseUrl === endpoint.baseUrl);
  return (region ?? regions[0])?.currency;
}
