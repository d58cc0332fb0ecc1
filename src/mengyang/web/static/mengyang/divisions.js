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
    const above = row.previousElementSibling;
    ["leads", "joints", "kind", "day"].forEach((name) => {
      set(above.querySelector(`[name=${name}]`), row.querySelector(`[name=${name}]`));
    });
    row.classList.add("unsaved");
  });
  // What was typed is not lost by leaving the page in passing.
  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector("tr.unsaved") && !document.querySelector("form[data-sent]")) event.preventDefault();
  });

  document.addEventListener("DOMContentLoaded", () => pick(document));
  document.addEventListener("htmx:load", (event) => pick(event.target.parentNode || event.target));
})();
