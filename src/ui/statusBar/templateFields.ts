/** The fields of a status bar template, `${label}` and so on. */
export const templateFields = ["icon", "label", "remaining", "percent", "runway", "reset"] as const;
export type TemplateField = (typeof templateFields)[number];

export const templateFieldPattern = /\$\{([^}]*)\}/g;

/** All fields as they are written. */
export const templateFieldNames = templateFields.map((field) => `\${${field}}`).join(" ");

export function isTemplateField(name: string): name is TemplateField {
  return templateFields.some((field) => field === name);
}

/** The fields of a template that do not exist, as they are written. */
export function unknownFields(template: string): readonly string[] {
  return [...template.matchAll(templateFieldPattern)]
    .filter(([, name = ""]) => !isTemplateField(name))
    .map(([field]) => field);
}
