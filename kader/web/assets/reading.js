// Marks in the table of contents where the reader is: the last heading that has passed the top of the window.

const links = new Map();
for (const link of document.querySelectorAll(".contents a[href^='#a']")) {
  const id = decodeURIComponent(link.hash.slice(1));
  links.set(id, [...(links.get(id) ?? []), link]);
}
const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
const contents = document.querySelector(".contents--beside");
let marked = [];

function present() {
  const line = window.innerHeight * 0.25;
  return headings.findLast((heading) => heading.getBoundingClientRect().top <= line) ?? headings[0];
}

function mark() {
  const found = links.get(present()?.id) ?? [];
  if (found[0] === marked[0]) return;
  for (const link of marked) link.removeAttribute("aria-current");
  for (const link of found) {
    link.setAttribute("aria-current", "location");
    keepInSight(link);
  }
  marked = found;
}

function keepInSight(link) {
  if (!contents?.contains(link)) return;
  const place = link.offsetTop - contents.clientHeight / 2;
  contents.scrollTo({ top: place, behavior: "auto" });
}

let waiting = false;
addEventListener("scroll", () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    mark();
  });
}, { passive: true });
mark();

// Choosing a place on a small screen folds the contents away, or it would cover what was chosen.
for (const folded of document.querySelectorAll("details.contents")) {
  folded.addEventListener("click", (event) => {
    if (event.target.closest("a")) folded.open = false;
  });
}
