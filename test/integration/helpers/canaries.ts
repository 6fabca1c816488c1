import { sampleKeys, sampleSignIn } from "../../../src/sample/simulation/keys.ts";

/** Keys that no provider accepts. */
export const wrongKeys = {
  poof: "pk_canary_wrong_b1946ac92492d234",
  depicta: "dpct_canary_wrong_7c6235b0e61b1ba5",
  easySlip: "canary00-dead-4bad-8bad-7e5771b6c0de",
  coals: "coals_canary_wrong_591785b794601e21",
  password: "canary Pässwort + wrong/6f5902ac",
  token: "canary.wrong-token.e5828c564f71fea3",
} as const;

/** The key of every declared provider. */
export const declaredKey = "canary_declared_4f1c6e0b";

/** The beginning of every token of the sample server, by which any token is found. */
const tokenHead = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.";

/** Every secret that the integration tests pass to the extension. */
export const canaries: readonly string[] = [
  ...Object.values(sampleKeys).flatMap((keys) => Object.values(keys)),
  ...Object.values(wrongKeys),
  sampleSignIn.password,
  declaredKey,
  tokenHead,
];
