/**
 * Takes the place of the MCP library's validator, which makes code from schemas. Only a server that asks its client for
 * input needs one, and this one asks for none.
 */
export class AjvJsonSchemaValidator {
  getValidator() {
    return () => ({ valid: false, data: undefined, errorMessage: "not validated" }) as const;
  }
}
