import { Uri, window, workspace } from "vscode";

const scheme = "credit-monitor";

/** Shows a text in an editor where it can be read and copied, but neither changed nor saved over anything. */
export async function showReadOnlyText(name: string, text: string): Promise<void> {
  const uri = Uri.from({ scheme, path: `/${name}.txt`, query: String(Date.now()) });
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (asked) => (asked.toString() === uri.toString() ? text : undefined),
  });
  try {
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: true });
  } finally {
    // The editor keeps what it was given.
    provider.dispose();
  }
}
