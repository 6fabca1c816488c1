import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";

export interface ServerIdentity {
  /** PEM, for a server. */
  readonly key: string;
  readonly cert: string;
}

export interface CertificateRequest {
  /** The only address or name that the certificate is valid for. */
  readonly host: string;
  readonly fromMs: number;
  readonly toMs: number;
}

/** A new certificate authority: its certificate, and a function that issues certificates. */
export function createCertificateAuthority() {
  const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = "Credit Monitor test authority";
  const years = { fromMs: Date.UTC(2000, 0), toMs: Date.UTC(2100, 0) };
  const isAuthority = extension("551d13", sequence(tag(0x01, Buffer.from([0xff]))));
  return {
    cert: certificate(
      { ...years, subject: name, issuer: name, publicKey: keys.publicKey, extension: isAuthority },
      keys.privateKey,
    ),
    issue({ host, ...span }: CertificateRequest): ServerIdentity {
      const serverKeys = generateKeyPairSync("ec", { namedCurve: "P-256" });
      const address = /^[\d.]+$/.test(host)
        ? tag(0x87, Buffer.from(host.split(".").map(Number)))
        : tag(0x82, Buffer.from(host));
      const fields = {
        ...span,
        subject: host,
        issuer: name,
        publicKey: serverKeys.publicKey,
        extension: extension("551d11", sequence(address)),
      };
      return {
        key: serverKeys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
        cert: certificate(fields, keys.privateKey),
      };
    },
  };
}

interface CertificateFields extends Omit<CertificateRequest, "host"> {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly extension: Buffer;
}

let serial = 0;

// 1.2.840.10045.4.3.2
const ecdsaWithSha256 = sequence(objectId("2a8648ce3d040302"));

/** X.509 v3 in DER (RFC 5280), as PEM. */
function certificate(fields: CertificateFields, signer: KeyObject): string {
  serial += 1;
  const body = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.from([1, serial])),
    ecdsaWithSha256,
    distinguishedName(fields.issuer),
    sequence(instant(fields.fromMs), instant(fields.toMs)),
    distinguishedName(fields.subject),
    fields.publicKey.export({ type: "spki", format: "der" }),
    tag(0xa3, sequence(fields.extension)),
  );
  const signed = sequence(
    body,
    ecdsaWithSha256,
    tag(0x03, Buffer.concat([Buffer.from([0]), sign("sha256", body, signer)])),
  );
  const lines = signed.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function distinguishedName(name: string): Buffer {
  return sequence(tag(0x31, sequence(objectId("550403"), tag(0x0c, Buffer.from(name)))));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(objectId(id), tag(0x01, Buffer.from([0xff])), tag(0x04, value));
}

function instant(atMs: number): Buffer {
  return tag(0x18, Buffer.from(`${new Date(atMs).toISOString().replaceAll(/[-:T]|\..*/g, "")}Z`));
}

function objectId(hex: string): Buffer {
  return tag(0x06, Buffer.from(hex, "hex"));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tag(0x30, Buffer.concat(parts));
}

function tag(type: number, content: Buffer): Buffer {
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([type, ...length]), content]);
}
