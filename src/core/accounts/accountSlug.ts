const maxLength = 40;

/** A readable account id: the slug of the label, else of the provider, with a number when that id is taken. */
export function accountSlug(label: string, provider: string, isTaken: (id: string) => boolean): string {
  const base = slugOf(label) || slugOf(provider.replace(/([a-z])([A-Z])/g, "$1-$2")) || "account";
  if (!isTaken(base)) return base;
  for (let count = 2; ; count += 1) {
    const id = `${base}-${count}`;
    if (!isTaken(id)) return id;
  }
}

function slugOf(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, maxLength)
    .replace(/-$/, "");
}
