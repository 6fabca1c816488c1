/** The keys that the sample server accepts or refuses. They are not valid anywhere else. */
export const sampleKeys = {
  poof: {
    key: "pk_sample_4f1d8c27b0e9a365",
    unpaidKey: "pk_unpaid_4f1d8c27b0e9a365",
    suspendedKey: "pk_suspended_4f1d8c27b0e9a365",
  },
  depicta: {
    key: "dpct_sample_91c2e07d5ba84f36",
    unverifiedKey: "dpct_unverified_91c2e07d5ba84f36",
    suspendedKey: "dpct_suspended_91c2e07d5ba84f36",
  },
  easySlip: {
    key: "5a3c91d2-7e48-4b06-9f1d-c0ffee5a3c91",
    deniedKey: "5a3c91d2-7e48-4b06-9f1d-deaddead0403",
  },
  coals: {
    key: "coals_sample_c7709a1be24d5f83",
    /** Lacks the scope `convertacoal:read`. */
    unscopedKey: "coals_unscoped_c7709a1be24d5f83",
  },
} as const;

/** The Rich Utilities sign-in that the sample server accepts. */
export const sampleSignIn = { email: "sample@example.com", password: "sample-Passw0rd-38c1" } as const;
