// Comfort for writing in the text: select words, and a button leads to the form for exactly those words.
// Offsets count Unicode code points of the reading text; what carries data-extra is no part of it.

const room = document.querySelector("[data-writing]");

const act = document.createElement("div");
act.className = "selection-act";
act.hidden = true;
const link = document.createElement("a");
link.className = "utrecht-button utrecht-button--primary-action";
link.textContent = "Reageer op deze woorden";
act.append(link);

function blockOf(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  return element?.closest("[data-start]");
}

function isExtra(node, block) {
  const extra = node.parentElement.closest("[data-extra]");
  return extra !== null && block.contains(extra);
}

// A list item holds the items below it: their words are counted in their own blocks.
function texts(block) {
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!isExtra(node, block) && blockOf(node) === block) found.push(node);
  }
  return found;
}

function points(text) {
  return [...text].length;
}

function offset(node, at) {
  const block = blockOf(node);
  if (!block) return null;
  let count = Number(block.dataset.start);
  for (const text of texts(block)) {
    if (text === node) return count + points(text.data.slice(0, at));
    const place = text.compareDocumentPosition(node);
    const isBefore = place & Node.DOCUMENT_POSITION_FOLLOWING && !(node.contains?.(text) && at === 0);
    if (!isBefore) return count;
    count += points(text.data);
  }
  return Math.min(count, Number(block.dataset.end));
}

function chosen() {
  const selection = getSelection();
  if (!room || !selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!room.contains(range.commonAncestorContainer) || !selection.toString().trim()) return null;
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start === null || end === null || end <= start ? null : { start, end };
}

function follow() {
  const span = chosen();
  act.hidden = span === null;
  if (!span) return;
  const address = new URL(room.dataset.writing, location.href);
  address.searchParams.set("van", span.start);
  address.searchParams.set("tot", span.end);
  link.href = address.href;
}

// The address says that a remark was saved: what was remembered of it is no longer needed.
if (new URLSearchParams(location.search).has("bij")) {
  localStorage.removeItem(sessionStorage.getItem("kader verstuurd"));
  sessionStorage.removeItem("kader verstuurd");
}

if (room) {
  document.body.append(act);
  document.addEventListener("selectionchange", follow);
  // Enter on selected words does what the button does: selecting by keyboard leads on by keyboard.
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.closest?.("a, button, input, select, textarea, summary");
    if (event.key === "Enter" && !act.hidden && !isTyping) link.click();
  });
}
