// Comfort for "Inlezen": pointing at a piece lights up what it was read from, and the other way round.
// Without this the links between the two do the same by jumping.

const original = document.querySelector("[data-original]");
let lit = [];

function partsOf(element) {
  const holder = element.closest("[data-part]");
  return holder ? holder.dataset.part.split(" ") : [];
}

function belonging(parts) {
  return parts.flatMap((part) => [...document.querySelectorAll(`[data-part~="${CSS.escape(part)}"]`)]);
}

function light(parts) {
  for (const element of lit) element.classList.remove("is-lit");
  lit = belonging(parts);
  for (const element of lit) element.classList.add("is-lit");
}

// Only the original scrolls by itself: the page must never move under the pointer.
function showInOriginal(part) {
  const place = document.getElementById(`bron-${part}`);
  if (!place || !original || original.scrollHeight <= original.clientHeight) return;
  const box = original.getBoundingClientRect();
  const at = place.getBoundingClientRect();
  if (at.top >= box.top && at.bottom <= box.bottom - box.height / 4) return;
  original.scrollTop += at.top - box.top - box.height / 4;
}

let waiting = 0;

function point(event) {
  if (!(event.target instanceof Element)) return;
  const parts = partsOf(event.target);
  if (!parts.length) return;
  light(parts);
  clearTimeout(waiting);
  if (original && original.contains(event.target)) return;
  waiting = setTimeout(() => showInOriginal(parts[0]), event.type === "focusin" ? 0 : 150);
}

// A link into a folded part must open it, also in browsers that do not do so themselves.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  const folded = target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    target.scrollIntoView();
  }
  if (target.dataset.part) {
    light(target.dataset.part.split(" "));
    showInOriginal(target.dataset.part.split(" ")[0]);
  }
}

document.addEventListener("pointerover", point);
document.addEventListener("focusin", point);
window.addEventListener("hashchange", unfold);
unfold();

// What was just done is told once; a reload or a bookmark need not tell it again.
if (location.search) history.replaceState(history.state, "", location.pathname + location.hash);
