import { Uri, window, workspace } from "vscode";

const scheme = "credit-monitor";

/** Shows a text in a read-only editor, from which it cannot be saved to a file by accident. */
export async function showReadOnlyText(name: string, text: string): Promise<void> {
  const uri = Uri.from({ scheme, path: `/${name}.txt`, query: String(Date.now()) });
  const provider = workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: (requested) => (requested.toString() === uri.toString() ? text : undefined),
  });
  try {
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document, { preview: true });
  } finally {
    // The open editor keeps its text.
    provider.dispose();
  }
}
