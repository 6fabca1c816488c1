// esbuild gathers imported style sheets into dist/panel/panel.css.
declare module "*.css";
