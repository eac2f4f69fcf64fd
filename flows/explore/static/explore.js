// Everything works without this: it adds Ctrl-Enter to the query box, "/" to search, and keeps which marks are shown.
"use strict";

const query = document.querySelector("form.query textarea");
query?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) query.form.requestSubmit();
});

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest("input, textarea, select");
  if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    document.querySelector("form.search input").focus();
  }
});

for (const box of document.querySelectorAll(".layers input")) {
  box.checked = sessionStorage.getItem(box.id) !== "off";
  box.addEventListener("change", () => sessionStorage.setItem(box.id, box.checked ? "on" : "off"));
}
