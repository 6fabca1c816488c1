import { defined } from "../../core/common/defined.ts";
import { parseEndpoint } from "../../core/credentials/endpoint.ts";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import { failed, type Outcome, success } from "../../core/readings/outcome.ts";
import type { AccountContext, Adapter, Provider } from "../provider.ts";
import { definitionIdentity, definitionRevision } from "./definitionIdentity.ts";
import { fetchReplies, fillParameters } from "./fetchReplies.ts";
import { readLedgerPage, type TodayKnowledge } from "./readLedgerPage.ts";
import { readSnapshot } from "./readSnapshot.ts";
import { dateValues, isParameterValue, type TemplateValues } from "./template.ts";

/** The provider that a valid definition describes, in the same form as the built-in providers. */
export function createDeclaredProvider(definition: ProviderDefinition): Provider {
  const { id, name, key = {}, auth, baseUrl, regions = [], ledger } = definition;
  // Computed when an account needs them: the list of providers has a hundred more.
  let revision: string | undefined;
  let identity: string | undefined;
  return {
    id,
    name,
    ...defined({
      defaultBaseUrl: baseUrl ?? regions[0]?.baseUrl,
      keyPage: key.page,
      keyExample: key.example,
      ledgerMeter: ledger?.meter,
    }),
    hasSignIn: false,
    hasUsage: false,
    declared: {
      adapter: createAdapter(definition),
      get revision() {
        revision ??= definitionRevision(definition);
        return revision;
      },
      get identity() {
        identity ??= definitionIdentity(definition);
        return identity;
      },
      ...defined({
        blurb: definition.blurb,
        links: definition.links,
        keyScope: key.scope,
        keyVariables: key.variables,
        keyParts: auth.kind === "basic" ? ([auth.user, auth.password] as const) : undefined,
      }),
      regions,
      parameters: definition.parameters ?? {},
      minMinutes: definition.minMinutes ?? 0,
      hasBudget: definition.meters.some(({ spent }) => spent !== undefined),
    },
  };
}

function createAdapter(definition: ProviderDefinition): Adapter {
  const { ledger } = definition;
  const todayKnowledge: TodayKnowledge = {};
  return {
    async read(context) {
      const values = templateValues(context, definition);
      if (!values.ok) return values;
      const replies = await fetchReplies(context, definition, values.value);
      if (!replies.ok) return replies;
      return readSnapshot(definition, replies.value, {
        ...context,
        currency: regionCurrency(context, definition),
      });
    },
    ...(ledger
      ? {
          async readLedger(context, { cursor }) {
            const values = templateValues(context, definition);
            if (!values.ok) return values;
            const filled = await fillParameters(context, definition, values.value, ledger.request);
            if (!filled.ok) return filled;
            const query = { values: filled.value, cursor };
            return readLedgerPage(context, definition, ledger, query, todayKnowledge);
          },
        }
      : {}),
  };
}

/** The values that templates may refer to: the account's checked parameters, and dates in UTC. */
function templateValues(
  { parameters: accountParameters = {}, nowMs }: AccountContext,
  { parameters = {} }: ProviderDefinition,
): Outcome<TemplateValues> {
  const values: Record<string, string> = {};
  for (const [name, parameter] of Object.entries(parameters)) {
    const value = Object.hasOwn(accountParameters, name) ? accountParameters[name] : undefined;
    if (value === undefined && parameter.optional) continue;
    if (value === undefined || !isParameterValue(value, parameter)) {
      return failed({ kind: "blockedOrigin", parameter: name });
    }
    values[name] = value;
  }
  return success({ ...values, ...dateValues(nowMs) });
}

/** The currency of the account's region, else of the default region. */
function regionCurrency(
  { endpoint }: AccountContext,
  { regions = [] }: ProviderDefinition,
): string | undefined {
  const region = regions.find(({ baseUrl }) => parseEndpoint(baseUrl)?.baseUrl === endpoint.baseUrl);
  return (region ?? regions[0])?.currency;
}
