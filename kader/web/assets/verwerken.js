// Comfort on the workbench: the text and the list stand at the chosen remark, j and k go on, and a selection in
// the text can be taken over as the place of the remark. Without it all of this goes by links and forms.

const scroller = (element) => {
  const column = element.closest(".bench > *");
  return column && column.scrollHeight > column.clientHeight ? column : null;
};

function showInColumn(element) {
  const column = element && scroller(element);
  if (!column || getComputedStyle(column).overflowY !== "auto") return;
  const offset = element.getBoundingClientRect().top - column.getBoundingClientRect().top;
  column.scrollTop += offset - column.clientHeight / 3;
}

function go(rel) {
  const link = document.querySelector(`.remark-nav a[rel="${rel}"]`) ?? document.querySelector(".remark-list a");
  link?.click();
}

const typing = (target) => target.closest("input:not([type=radio]), textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "j") go("next");
  if (event.key === "k") go("prev");
});

function offerSelection(form) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "utrecht-button utrecht-button--subtle";
  button.textContent = "Neem de selectie uit de tekst over";
  button.addEventListener("click", () => {
    const words = selected;
    if (words) form.elements.words.value = words;
    else form.elements.words.focus();
  });
  form.elements.words.closest(".field").after(button);
}

// The selection goes when a button gets the focus, so it is kept from the moment it is made.
let selected = "";
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const within = selection.anchorNode?.parentElement?.closest(".bench-text");
  if (within && !selection.isCollapsed) selected = wordsOf(selection.getRangeAt(0).cloneContents());
});

function wordsOf(fragment) {
  for (const extra of fragment.querySelectorAll("[data-extra]")) extra.remove();
  return fragment.textContent.replace(/\s+/g, " ").trim();
}

showInColumn(document.querySelector(".bench .marked--selected"));
showInColumn(document.querySelector(".remark-list [aria-current]"));
showInColumn(document.querySelector("#uitkomst-fout, [data-place-form]:has(.field--invalid)"));
for (const form of document.querySelectorAll("[data-place-form]")) offerSelection(form);
