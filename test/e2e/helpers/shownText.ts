/** A function of the page: an element's text, with its icons by name. It is text because tests lack the page's types. */
export const shownText = `(selector) => {
  const copy = document.querySelector(selector).cloneNode(true);
  copy.querySelector(".codicon").remove();
  for (const icon of copy.querySelectorAll(".codicon")) {
    icon.textContent = "(" + icon.className.replace(/.*codicon-/, "") + ")";
  }
  return copy.textContent.replace(/\\s+/g, " ").trim();
}`;
