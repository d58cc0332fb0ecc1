// 文件阅读 — choosing an entry shows its words in the text and the other way round;
// selecting words in the text offers to make a task of them.
(() => {
  const source = document.querySelector("[data-source]");
  if (!source) return;
  const entries = new Map([...document.querySelectorAll("[data-entry]")].map((el) => [el.dataset.entry, el]));
  const pieces = [...source.querySelectorAll("[data-entries]")];

  const idsOf = (piece) => piece.dataset.entries.split(" ");

  function choose(id) {
    entries.forEach((el, key) => el.classList.toggle("chosen", key === id));
    pieces.forEach((piece) => piece.classList.toggle("chosen", idsOf(piece).includes(id)));
  }

  // Scrolls the text pane alone where it scrolls for itself, else the page.
  function reveal(element) {
    element.scrollIntoView({ block: "center", behavior: "auto" });
  }

  entries.forEach((el, id) => {
    const show = () => {
      choose(id);
      const first = pieces.find((piece) => idsOf(piece).includes(id));
      if (first) reveal(first);
    };
    el.addEventListener("click", (event) => {
      if (!event.target.closest("a, button, form")) show();
    });
    el.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === el) show();
    });
  });

  source.addEventListener("click", (event) => {
    const piece = event.target.closest("[data-entries]");
    if (!piece || !window.getSelection().isCollapsed) return;
    const id = idsOf(piece).find((each) => entries.has(each));
    if (!id) return;
    choose(id);
    reveal(entries.get(id));
  });

  const form = document.querySelector("[data-add]");
  if (form) {
    // Python counts characters, the browser UTF-16 units: rare characters outside the basic
    // plane are two units but one character.
    const characters = (text) => [...text].length;
    const offset = (node, units) => {
      const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
      if (!piece) return null;
      const inside = node.nodeType === Node.TEXT_NODE ? characters(node.data.slice(0, units)) : 0;
      return Number(piece.dataset.start) + inside;
    };
    document.addEventListener("selectionchange", () => {
      const selection = window.getSelection();
      const range = selection.rangeCount ? selection.getRangeAt(0) : null;
      const words = range ? selection.toString().trim() : "";
      if (!words || !source.contains(range.startContainer) || !source.contains(range.endContainer)) {
        if (!form.contains(document.activeElement)) form.hidden = true;
        return;
      }
      const start = offset(range.startContainer, range.startOffset);
      const end = offset(range.endContainer, range.endOffset);
      if (start === null || end === null || end <= start) return;
      form.elements.start.value = start;
      form.elements.end.value = end;
      form.querySelector("[data-selected]").textContent = words.length > 80 ? `${words.slice(0, 80)}…` : words;
      form.hidden = false;
    });
  }

  const target = window.location.hash.match(/^#entry-(\d+)$/);
  if (target && entries.has(target[1])) choose(target[1]);
})();
