import type { Provider } from "../../src/providers/provider.ts";

/** The module of the sample accounts, which the extension loads with the first of them. */
export const loadSample = () => import("../../src/startSampleServer.lazy.ts");

export const sampleLabel = ({ name }: Provider) => `${name} (sample)`;
