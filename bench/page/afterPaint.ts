/** Called within a frame: tells when that frame has been painted. */
export function afterPaint(tell: (atMs: number) => void): void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    tell(performance.now());
  };
  port2.postMessage(undefined);
}
