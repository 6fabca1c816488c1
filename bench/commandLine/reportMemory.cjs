// Loaded before a measured program: its peak of resident memory in KiB, at its end.
process.once("exit", () => process.stderr.write(`peak ${process.resourceUsage().maxRSS}\n`));
