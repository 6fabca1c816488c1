const most = 14;

/** How many characters the longest fraction among the rows takes, for the columns that align on the point. */
export function restWidth(body: Element): number {
  let width = 0;
  for (const rest of body.querySelectorAll(".rest")) width = Math.max(width, rest.textContent.length);
  return Math.min(width, most);
}
