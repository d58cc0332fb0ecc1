// 文件阅读 — choosing an entry shows its words in the text and the other way round;
// selecting words in the text offers to make a task of them.
(() => {
  const source = document.querySelector("[data-source]");
  if (!source) return;
  const entries = new Map([...document.querySelectorAll("[data-entry]")].map((el) => [el.dataset.entry, el]));
  const pieces = [...source.querySelectorAll("[data-entries]")];

  // On a narrow screen text and readings take turns; without this script they follow each other.
  const reading = source.closest(".reading");
  const panes = document.querySelector("[data-panes]");

  function turnTo(pane) {
    reading.dataset.shown = pane;
    panes.querySelectorAll("[data-pane]").forEach((button) => {
      button.setAttribute("aria-pressed", String(button.dataset.pane === pane));
    });
  }

  if (panes) {
    panes.hidden = false;
    panes.addEventListener("click", (event) => {
      const button = event.target.closest("[data-pane]");
      if (button) turnTo(button.dataset.pane);
    });
    turnTo(window.location.hash.startsWith("#clause-") ? "text" : "readings");
  }

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
      if (!first) return;
      if (panes) turnTo("text");
      reveal(first);
    };
    el.addEventListener("click", (event) => {
      if (!event.target.closest("a, button, form, summary")) show();
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
    if (panes) turnTo("readings");
    reveal(entries.get(id));
  });

  const form = document.querySelector("[data-add]");
  if (form) {
    // Python counts characters, the browser UTF-16 units: rare characters outside the basic
    // plane are two units but one character.
    const characters = (text) => [...text].length;
    const shared = (range, node) => {
      const from = range.startContainer === node ? range.startOffset : 0;
      const to = range.endContainer === node ? range.endOffset : node.length;
      return range.intersectsNode(node) ? node.data.slice(from, to) : "";
    };
    // The span of the text that a selection covers: from the first piece that shares words with
    // it to the last. A triple click ends in front of the next line and shares none of it.
    const spanOf = (range) => {
      const touched = [...source.querySelectorAll("[data-start]")]
        .filter((piece) => piece.firstChild && shared(range, piece.firstChild))
        .map((piece) => piece.firstChild);
      if (!touched.length) return null;
      const [first, last] = [touched[0], touched[touched.length - 1]];
      const begun = range.startContainer === first ? characters(first.data.slice(0, range.startOffset)) : 0;
      const ended = last === first ? begun : 0;
      return [
        Number(first.parentElement.dataset.start) + begun,
        Number(last.parentElement.dataset.start) + ended + characters(shared(range, last)),
      ];
    };
    document.addEventListener("selectionchange", () => {
      const selection = window.getSelection();
      const range = selection.rangeCount ? selection.getRangeAt(0) : null;
      const words = range ? selection.toString().trim() : "";
      const span = words && source.contains(range.startContainer) ? spanOf(range) : null;
      if (!span) {
        if (!form.contains(document.activeElement)) form.hidden = true;
        return;
      }
      [form.elements.start.value, form.elements.end.value] = span;
      form.querySelector("[data-selected]").textContent = words.length > 80 ? `${words.slice(0, 80)}…` : words;
      form.hidden = false;
    });
  }

  const target = window.location.hash.match(/^#entry-(\d+)$/);
  if (target && entries.has(target[1])) choose(target[1]);
})();
