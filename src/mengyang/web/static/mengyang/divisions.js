// 任务分工 — unit pickers that share one list, "same as above", ticking all rows.
(() => {
  "use strict";

  const words = document.documentElement.dataset;
  const source = document.getElementById("division-units");
  const units = source ? JSON.parse(source.textContent) : [];
  const options = units.map((unit) => ({ value: String(unit.id), text: unit.name, also: unit.also.join(" ") }));

  // The list is written once for the whole page, not once for each of a hundred fields.
  const pick = (root) => {
    if (!window.TomSelect || !options.length) return;
    root.querySelectorAll("select[data-units]:not(.tomselected), select[data-unit]:not(.tomselected)").forEach((select) => {
      const label = document.querySelector(`label[for="${select.id}"]`);
      if (label) select.setAttribute("aria-label", label.textContent.trim());
      const picker = new window.TomSelect(select, {
        options,
        searchField: ["text", "also"],
        // As they are given: those of the place itself first; and at once, for Enter takes the first.
        sortField: [{ field: "$order" }, { field: "$score" }],
        refreshThrottle: 0,
        maxOptions: 200,
        plugins: select.multiple ? { remove_button: { title: words.remove } } : [],
        render: { no_results: () => `<div class="no-results">${new Option(words.nothing).innerHTML}</div>` },
        dropdownParent: "body",
        onChange: () => touched(select),
      });
      if (select.hasAttribute("aria-label")) picker.control_input.setAttribute("aria-label", select.getAttribute("aria-label"));
    });
  };

  const touched = (field) => field.closest("tr[id^=row-]")?.classList.add("unsaved");
  document.addEventListener("change", (event) => touched(event.target));

  const set = (from, to) => {
    if (to.tomselect) to.tomselect.setValue([...from.selectedOptions].map((option) => option.value));
    else to.value = from.value;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-same-as-above]");
    if (!button) return;
    const row = button.closest("tr");
    const rows = [...document.querySelectorAll("tr[id^=row-]")];
    const above = rows[rows.indexOf(row) - 1];
    pick(above);
    ["leads", "joints", "kind", "day"].forEach((name) => {
      set(above.querySelector(`[name=${name}]`), row.querySelector(`[name=${name}]`));
    });
    row.classList.add("unsaved");
  });
  // What was typed is not lost by leaving the page in passing.
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("tr.unsaved") && !document.querySelector("form[data-sent]")) event.preventDefault();
  });


  // A long table folds below its headings; what was filled in stays in the rows.
  const kept = `folds:${location.pathname}`;
  const heads = () => [...document.querySelectorAll("tr.part-head")];
  const fold = (head, isOpen) => {
    const part = head.closest("tbody");
    head.querySelector(".part-fold").setAttribute("aria-expanded", String(isOpen));
    part.querySelectorAll("tr[id^=row-]").forEach((row) => { row.hidden = !isOpen; });
    if (isOpen) pick(part);
  };
  const isOpen = (head) => head.querySelector(".part-fold").getAttribute("aria-expanded") === "true";
  const remember = () => sessionStorage.setItem(kept, JSON.stringify(heads().map(isOpen)));
  const restore = () => {
    const known = JSON.parse(sessionStorage.getItem(kept) || "[]");
    const next = heads().findIndex((head) => head.parentNode.querySelector("tr[data-unseen]"));
    // At first the part that is to be looked at next stands open.
    heads().forEach((head, at) => fold(head, known.length === heads().length ? known[at] : at === Math.max(next, 0)));
  };
  const count = (head) => {
    const left = head.closest("tbody").querySelectorAll("tr[data-unseen]").length;
    const told = head.querySelector("[data-unseen-part]");
    if (!told) return;
    told.hidden = !left;
    told.querySelector("b").textContent = left;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".part-fold");
    if (button) fold(button.closest("tr"), button.getAttribute("aria-expanded") !== "true");
    else if (event.target.closest("[data-fold-all]")) heads().forEach((head) => fold(head, false));
    else if (event.target.closest("[data-unfold-all]")) heads().forEach((head) => fold(head, true));
    else return;
    remember();
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-part]")) return;
    event.target.closest("tbody").querySelectorAll("[data-tick]").forEach((box) => { box.checked = event.target.checked; });
  });

  document.addEventListener("DOMContentLoaded", () => {
    if (heads().length) restore();
    else pick(document);
    pick(document.getElementById("bulk") || document.createElement("div"));
  });
  document.addEventListener("htmx:load", (event) => {
    heads().forEach(count);
    if (!heads().length) pick(event.target.parentNode || event.target);
    else if (event.target.matches("tr[id^=row-]")) pick(event.target);
  });
})();
