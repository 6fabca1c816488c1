/** What VS Code calls the languages that the product speaks besides English. */
export const languages = ["bg", "de", "ja", "th", "zh-cn"] as const;

export type Language = (typeof languages)[number];
