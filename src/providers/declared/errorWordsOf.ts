import type { ErrorsDefinition } from "../../core/errorsDefinition.ts";
import type { Said } from "../http/errorDetails.ts";
import { FieldReader } from "./fieldReader.ts";

/** Finds a declared provider's words in an error body, and how the error is to be judged. */
export function errorWordsOf(errors: ErrorsDefinition | undefined) {
  return (body: unknown): Said => {
    const fields = new FieldReader(new Map([["", body]]));
    const rule = errors?.rules?.find((one) => fields.holds(one));
    return {
      ...(errors?.code === undefined ? {} : { code: fields.text(errors.code) }),
      ...(errors?.message === undefined ? {} : { text: fields.text(errors.message) }),
      ...(errors?.requestId === undefined ? {} : { requestId: fields.text(errors.requestId) }),
      ...(rule ? { judgedAs: rule.status, scope: rule.scope } : {}),
    };
  };
}
