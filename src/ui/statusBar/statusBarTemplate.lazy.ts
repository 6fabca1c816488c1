export { hasIconField, renderTemplate } from "./statusBarTemplate.ts";
