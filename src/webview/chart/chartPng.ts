const titlePx = 24;

/** The drawn chart as a PNG on the background of the page, with its title above. */
export function chartPng(container: Element, title: string): Promise<Blob> {
  const source = container.querySelector("canvas");
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("2d");
  if (!source || !context) return Promise.reject(new Error("no chart is drawn"));
  const ratio = devicePixelRatio;
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
  canvas.width = source.width;
  canvas.height = source.height + titlePx * ratio;
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.fillStyle = color;
  context.font = `${13 * ratio}px ${fontFamily}`;
  context.textBaseline = "top";
  context.fillText(title, 4 * ratio, 4 * ratio, canvas.width - 8 * ratio);
  context.drawImage(source, 0, titlePx * ratio);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"),
  );
}
