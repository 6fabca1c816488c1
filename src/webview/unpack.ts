// The page's first script. What the host packed (raw DEFLATE, as base64) becomes the page's styles, its data and its
// main script, all allowed by the nonce of this script.

const nonce = document.currentScript?.nonce ?? "";

void unpackAll();

async function unpackAll(): Promise<void> {
  const [style, data, script] = await Promise.all([
    unpack("packed-style"),
    unpack("packed-data"),
    unpack("packed-script"),
  ]);
  append("style", style);
  if (data !== "") append("script", data, { type: "application/json", id: "initial-data" });
  append("script", script);
}

/** The text that an element contains packed; empty when there is no such element. */
async function unpack(id: string): Promise<string> {
  const packed = document.getElementById(id)?.textContent;
  if (packed == null) return "";
  // Not a Blob, which the browser would keep in another process.
  const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
    start(controller) {
      controller.enqueue(decodeBase64(packed));
      controller.close();
    },
  });
  return await new Response(stream.pipeThrough(new DecompressionStream("deflate-raw"))).text();
}

function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}

function append(
  name: "script" | "style",
  text: string,
  attributes: Readonly<Record<string, string>> = {},
): void {
  const element = document.createElement(name);
  for (const [attribute, value] of Object.entries({ nonce, ...attributes }))
    element.setAttribute(attribute, value);
  element.textContent = text;
  document.head.append(element);
}
