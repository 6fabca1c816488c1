import type * as z from "zod/mini";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import type { Objection } from "./definitionError.ts";
import { definitionSchema } from "./definitionSchema.ts";
import { validateDefinition } from "./validateDefinition.ts";

export type ParsedDefinition =
  | { readonly ok: true; readonly definition: ProviderDefinition }
  | { readonly ok: false; readonly objection: Objection };

/** Judges a definition as somebody wrote it; what is wrong first is named. */
export function parseDefinition(value: unknown): ParsedDefinition {
  const key = keyInUrl(value);
  if (key !== undefined) return { ok: false, objection: { field: key, reason: "keyInUrl" } };
  const result = definitionSchema.safeParse(value);
  if (!result.success) return { ok: false, objection: objectionOf(result.error.issues[0]) };
  const objection = validateDefinition(result.data);
  return objection ? { ok: false, objection } : { ok: true, definition: result.data };
}

/** Said in these words rather than as a kind that nobody knows: many APIs take keys so. */
function keyInUrl(value: unknown): string | undefined {
  const auth = typeof value === "object" && value !== null && "auth" in value ? value.auth : undefined;
  const kind = typeof auth === "object" && auth !== null && "kind" in auth ? auth.kind : undefined;
  return kind === "query" || kind === "url" ? "auth.kind" : undefined;
}

type Issue = z.core.$ZodIssue;

function objectionOf(issue: Issue | undefined): Objection {
  const deepest = issue && deepestOf(issue);
  const path = deepest?.path ?? [];
  return deepest?.code === "unrecognized_keys"
    ? { field: [...path, deepest.keys[0]].join("."), reason: "unknownField" }
    : { field: path.join("."), reason: "invalid" };
}

/** Of the ways in which no branch of a union fits, the one that comes closest. */
function deepestOf(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const inner = issue.errors.flatMap(([first]) => (first && first.path.length > 0 ? [deepestOf(first)] : []));
  const [closest] = inner.toSorted((a, b) => b.path.length - a.path.length);
  return closest ? { ...closest, path: [...issue.path, ...closest.path] } : issue;
}
