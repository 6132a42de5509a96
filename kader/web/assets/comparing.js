// Pointing at a change or its card, or moving the focus there, lights up the other; links work without this.

const comparison = document.querySelector(".comparison");

function partners(target) {
  const card = target.closest(".card");
  const piece = target.closest("[data-highlight]");
  const id = card?.id.replace(/^kaart-/, "") ?? piece?.dataset.highlight;
  if (!id) return [];
  const name = CSS.escape(id);
  return [...comparison.querySelectorAll(`[data-highlight="${name}"], #kaart-${name}`)];
}

let lit = [];

function light(event) {
  const next = partners(event.target);
  if (next[0] === lit[0]) return;
  for (const element of lit) element.classList.remove("lit");
  for (const element of next) element.classList.add("lit");
  lit = next;
}

comparison?.addEventListener("mouseover", light);
comparison?.addEventListener("focusin", light);
