import { bundleHostParts } from "./scripts/packaging/hostBundles.ts";
