import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The forms in which a secret may be in a file: plain, or in a common encoding. */
export function encodingsOf(secret: string): readonly Buffer[] {
  const texts = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    Buffer.from(secret).toString("hex"),
    ...[0, 1, 2].flatMap((offset) => base64At(offset, secret)),
  ];
  const unique = [...new Set(texts)];
  // Browsers and databases keep some texts in UTF-16.
  return unique.flatMap((text) => [Buffer.from(text), Buffer.from(text, "utf16le")]);
}

/** The certain part of the Base64 of a text that contains the secret at byte `offset` (modulo three). */
function base64At(offset: number, secret: string): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
  const [from, to] = [Math.ceil((offset * 8) / 6), Math.floor((bytes.length * 8) / 6)];
  return (["base64", "base64url"] as const).map((encoding) => bytes.toString(encoding).slice(from, to));
}

/** The files below a folder that contain one of the secrets, each with the beginning of the secret. */
export function findLeaks(folder: string, secrets: readonly string[]): readonly string[] {
  const forms = secrets.flatMap((secret) => encodingsOf(secret).map((form) => ({ secret, form })));
  return filesBelow(folder).flatMap((file) => {
    const bytes = readFileSync(file);
    const found = new Set(forms.filter(({ form }) => bytes.includes(form)).map(({ secret }) => secret));
    return [...found].map((secret) => `${path.relative(folder, file)}: ${secret.slice(0, 12)}…`);
  });
}

export function filesBelow(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
