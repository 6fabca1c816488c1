/** VS Code's names of the languages that the product has besides English. */
export const languages = ["bg", "de", "ja", "th", "zh-cn"] as const;

export type Language = (typeof languages)[number];
