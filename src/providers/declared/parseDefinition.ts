import type * as z from "zod/mini";
import type { ProviderDefinition } from "../../core/providerDefinition.ts";
import type { DefinitionError } from "./definitionError.ts";
import { definitionSchema } from "./definitionSchema.ts";
import { validateDefinition } from "./validateDefinition.ts";

export type ParsedDefinition =
  | { readonly ok: true; readonly definition: ProviderDefinition }
  | { readonly ok: false; readonly error: DefinitionError };

/** Checks a definition as a person wrote it. The error names the first wrong field. */
export function parseDefinition(value: unknown): ParsedDefinition {
  const key = keyInUrl(value);
  if (key !== undefined) return { ok: false, error: { field: key, reason: "keyInUrl" } };
  const result = definitionSchema.safeParse(value);
  if (!result.success) return { ok: false, error: toDefinitionError(result.error.issues[0]) };
  const error = validateDefinition(result.data);
  return error ? { ok: false, error } : { ok: true, definition: result.data };
}

/** Many APIs take a key in the URL, so this gets a reason of its own instead of an unknown `kind`. */
function keyInUrl(value: unknown): string | undefined {
  const auth = typeof value === "object" && value !== null && "auth" in value ? value.auth : undefined;
  const kind = typeof auth === "object" && auth !== null && "kind" in auth ? auth.kind : undefined;
  return kind === "query" || kind === "url" ? "auth.kind" : undefined;
}

type Issue = z.core.$ZodIssue;

function toDefinitionError(issue: Issue | undefined): DefinitionError {
  const deepest = issue && deepestIssue(issue);
  const path = deepest?.path ?? [];
  return deepest?.code === "unrecognized_keys"
    ? { field: [...path, deepest.keys[0]].join("."), reason: "unknownField" }
    : { field: path.join("."), reason: "invalid" };
}

/** No branch of a union fits: the issue with the longest path comes from the closest branch. */
function deepestIssue(issue: Issue): Issue {
  if (issue.code !== "invalid_union") return issue;
  const branchIssues = issue.errors.flatMap(([first]) =>
    first && first.path.length > 0 ? [deepestIssue(first)] : [],
  );
  const [closest] = branchIssues.toSorted((a, b) => b.path.length - a.path.length);
  return closest ? { ...closest, path: [...issue.path, ...closest.path] } : issue;
}
