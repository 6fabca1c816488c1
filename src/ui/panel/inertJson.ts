/** JSON that cannot end the `<script>` it stands in, whatever texts it holds. */
export function inertJson(value: unknown): string {
  return JSON.stringify(value).replaceAll("<", "\\u003c");
}
