export { toAccountState } from "./toAccountState.ts";
