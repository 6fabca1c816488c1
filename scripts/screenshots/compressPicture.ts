import UPNG from "upng-js";

/** More are not told apart in pictures of a user interface, and the file is less than half as large. */
const maxColors = 256;

/** The same picture as a PNG with a palette; the original where that is not smaller. */
export function compressPicture(png: Buffer): Buffer {
  const data = png.buffer.slice(png.byteOffset, png.byteOffset + png.byteLength) as ArrayBuffer;
  const { width, height, ...decoded } = UPNG.decode(data);
  const [pixels] = UPNG.toRGBA8({ width, height, ...decoded });
  if (!pixels) return png;
  const smaller = Buffer.from(UPNG.encode([pixels], width, height, maxColors));
  return smaller.length < png.length ? smaller : png;
}
