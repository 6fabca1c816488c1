// esbuild bundles the text of an imported picture.
declare module "*.svg" {
  const text: string;
  // biome-ignore lint/style/noDefaultExport: esbuild gives the text no name.
  export default text;
}
