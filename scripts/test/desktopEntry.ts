// Runs the host suite in a desktop VS Code. A process of its own, so that whatever it starts can be stopped.
import { runTests, type TestOptions } from "@vscode/test-electron";

const options: TestOptions = JSON.parse(process.argv[2] ?? "{}");
await runTests(options);
