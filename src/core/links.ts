/** The pages of a provider that a person opens from an account. */
export const linkKinds = ["dashboard", "topUp", "status"] as const;
export type LinkKind = (typeof linkKinds)[number];

/** Addresses of a provider's pages; absent where none is known. */
export type ProviderLinks = { readonly [Kind in LinkKind]?: string };

/** The address of a web page; `undefined` for anything else than `https:`, which is never opened. */
export function webPage(text: string | undefined): URL | undefined {
  const url = URL.parse(text ?? "");
  return url?.protocol === "https:" ? url : undefined;
}
