import { type LinkKind, linkKinds, type ProviderLinks, webPage } from "../../core/links.ts";
import type { Provider } from "../../providers/provider.ts";

/** Of the built-in providers, whose entries are loaded at activation. */
const builtInLinks: Readonly<Record<string, ProviderLinks>> = {
  poof: { dashboard: "https://dash.poof.bg" },
  depicta: { dashboard: "https://depicta.ai" },
  easySlip: { dashboard: "https://developer.easyslip.com" },
  coals: { dashboard: "https://coals.ai" },
};

/** A provider's page; `undefined` where none is known, and for anything else than an `https:` address. */
export function findProviderLink(provider: Provider | undefined, kind: LinkKind): string | undefined {
  const links = provider?.declared ? provider.declared.links : builtInLinks[provider?.id ?? ""];
  return webPage(links?.[kind])?.href;
}

/** The kinds of pages that a provider has. */
export function providerLinkKinds(provider: Provider | undefined): readonly LinkKind[] {
  return linkKinds.filter((kind) => findProviderLink(provider, kind) !== undefined);
}
