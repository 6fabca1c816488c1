/**
 * How the agent tool and the MCP server describe the check to a model. package.json has the same texts, because VS Code
 * reads them before the extension runs.
 */
export const checkToolDescription =
  "Checks what is left on the user's metered APIs: credits, requests or money in accounts such as Poof, Depicta, Rich Utilities, EasySlip or COALS ConvertaCoal. Ask before a job that will consume a known amount, such as a batch of 500 images: the answer is yes, no or unknown, with what remains, its unit and how old the reading is. Unknown is not yes. Without an account it answers for all of them; without an amount it gives the level of each (ok, low, empty or unknown). It changes nothing and consumes nothing.";

export const checkToolInput = {
  type: "object",
  properties: {
    account: {
      type: "string",
      description: "The account's id or name, in upper or lower case. All accounts if omitted.",
    },
    amount: {
      type: "string",
      description:
        "What the job will consume, in the meter's own unit: digits with a point for decimals, such as 500 or 2.50.",
    },
    meter: {
      type: "string",
      description: "The meter's id or name, if the account has several. The main meter if omitted.",
    },
  },
} as const;

/** What the MCP server takes besides. */
export const maxAgeInput = {
  type: "string",
  description:
    "How old the reading may be, such as 90s, 10m or 2h. An older one is renewed first, as far as the provider allows; if it cannot be, the answer is unknown. Two reading intervals if omitted.",
} as const;
