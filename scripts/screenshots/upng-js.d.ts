// The package has no types of its own.
declare module "upng-js" {
  interface Picture {
    readonly width: number;
    readonly height: number;
  }
  const UPNG: {
    decode(png: ArrayBuffer): Picture;
    /** One buffer of RGBA pixels for each frame. */
    toRGBA8(picture: Picture): ArrayBuffer[];
    /** A palette of so many colours at most; 0 is lossless. */
    encode(frames: readonly ArrayBuffer[], width: number, height: number, colors: number): ArrayBuffer;
  };
  export = UPNG;
}
