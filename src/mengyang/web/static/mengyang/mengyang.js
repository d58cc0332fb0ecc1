// 页面行为 — small comforts; every page works without them.
(() => {
  "use strict";

  // Open menus close when one clicks elsewhere or presses Escape.
  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.drop[open]").forEach((drop) => {
      if (!drop.contains(event.target)) drop.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.drop[open], details.confirm[open]").forEach((drop) => {
      drop.open = false;
      drop.querySelector("summary").focus();
    });
  });

  // The demo sign-in page: one click fills the form.
  document.addEventListener("click", (event) => {
    const chosen = event.target.closest("[data-fill-username]");
    if (!chosen) return;
    const form = document.getElementById("sign-in-form");
    form.elements.username.value = chosen.dataset.fillUsername;
    form.elements.password.value = chosen.dataset.fillPassword;
    form.querySelector("button").focus();
  });

  // A sheet made for paper is printed by its button.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) window.print();
  });

  // A text is copied to be used elsewhere; over plain HTTP a browser has no clipboard of its own.
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-copy]");
    if (!button) return;
    const text = document.getElementById(button.dataset.copy).textContent.trim();
    if (navigator.clipboard && window.isSecureContext) await navigator.clipboard.writeText(text);
    else copyByField(text);
    button.textContent = button.dataset.copied;
  });
  const copyByField = (text) => {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  };

  // A form is sent once.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
  });

  // What was typed and not taken outlasts one step: the switch of the language, or the way back
  // from the address of a form that was refused. Passwords and files do not.
  const KEPT = "mengyang-typed";
  const isKept = (field) => field.name && !["hidden", "password", "file", "submit", "button"].includes(field.type);
  const pathOf = (form) => new URL(form.action, location.href).pathname;
  const writtenForms = () => [...document.querySelectorAll("main form")].filter((form) => form.method === "post");
  const isTyped = (field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.options) return [...field.options].some((option) => option.selected !== option.defaultSelected);
    return field.value !== field.defaultValue;
  };
  const isRefused = (form) => pathOf(form) === location.pathname && Boolean(form.querySelector(".field-wrong, [role=alert]"));
  const valueOf = (field) => (field.options ? [...field.selectedOptions].map((option) => option.value) : [field.value, field.checked]);
  const keepTyped = (forms) => {
    const kept = forms.map((form) => {
      const path = pathOf(form);
      const place = writtenForms().filter((other) => pathOf(other) === path).indexOf(form);
      return { path, place, fields: [...form.elements].filter(isKept).map((field) => [field.name, valueOf(field)]) };
    });
    if (kept.length) sessionStorage.setItem(KEPT, JSON.stringify(kept));
  };
  const bringBack = () => {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) || "[]");
    sessionStorage.removeItem(KEPT);
    const found = kept.filter(({ path, place, fields }) => {
      const form = writtenForms().filter((other) => pathOf(other) === path)[place];
      if (form) fill(form, fields);
      return form;
    });
    if (found.length) tellKept();
  };
  const fill = (form, fields) => {
    const here = [...form.elements].filter(isKept);
    fields.forEach(([name, value], at) => {
      const field = here[at];
      if (!field || field.name !== name) return;
      if (field.options) [...field.options].forEach((option) => { option.selected = value.includes(option.value); });
      else [field.value, field.checked] = value;
    });
    for (let part = form.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
  };
  const tellKept = () => {
    const said = document.createElement("p");
    said.className = "note";
    said.textContent = document.documentElement.dataset.kept;
    document.getElementById("messages").append(said);
  };
  document.addEventListener("submit", (event) => {
    if (!event.target.matches(".languages")) return;
    keepTyped(writtenForms().filter((form) => isRefused(form) || [...form.elements].some((field) => isKept(field) && isTyped(field))));
  });
  window.addEventListener("pagehide", () => {
    // The answer to a refused form stands at the address of the form itself.
    if (!sessionStorage.getItem(KEPT)) keepTyped(writtenForms().filter((form) => isRefused(form) && !form.dataset.sent));
  });

  // A file that is too large is named before it is sent.
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.type !== "file" || !input.dataset.limit) return;
    const file = input.files[0];
    const isTooLarge = Boolean(file) && file.size > Number(input.dataset.limit);
    input.setCustomValidity(isTooLarge ? input.dataset.tooLarge : "");
    input.reportValidity();
  });

  // Long select fields become searchable; charts are drawn from the data block beside them.
  const dress = (root) => {
    root.querySelectorAll("table.rows:not(.stack, .matrix, .accounts, .even)").forEach(stack);
    if (window.TomSelect) {
      root.querySelectorAll("select[data-search]:not(.tomselected)").forEach((select) => {
        // Tom Select takes the label away to its own field; the hidden one keeps its name.
        const label = document.querySelector(`label[for="${select.id}"]`);
        if (label) select.setAttribute("aria-label", label.firstChild.textContent);
        new window.TomSelect(select, { maxOptions: 200, refreshThrottle: 0, allowEmptyOption: Boolean(select.closest(".filters")), plugins: removable(select.multiple), ...found(select.dataset.find), render });
      });
      root.querySelectorAll("input[data-suggest]:not(.tomselected)").forEach(suggest);
    }
    if (window.echarts) root.querySelectorAll(".chart[data-chart]:not([_echarts_instance_])").forEach(draw);
  };
  // What Tom Select says by itself, in the language of the page.
  const words = document.documentElement.dataset;
  const escaped = (text) => new Option(text).innerHTML;
  const render = { no_results: () => `<div class="no-results">${escaped(words.nothing)}</div>` };
  const removable = (is) => (is ? { remove_button: { title: words.remove } } : {});
  // Where there are more than a page should hold, they are looked up by name while one types.
  const found = (address) => !address ? {} : {
    searchField: ["text", "names"],
    loadThrottle: 250,
    load: (typed, take) => {
      fetch(`${address}?words=${encodeURIComponent(typed)}`)
        .then((answer) => (answer.ok ? answer.json() : []))
        .then((rows) => take(rows.map((row) => ({ value: String(row.id), text: row.label, names: row.names }))))
        .catch(() => take());
    },
  };
  // A field of names offers what is known; what is typed is taken as it is.
  const suggest = (input) => {
    const source = document.getElementById(input.dataset.suggest);
    const known = source ? JSON.parse(source.textContent) : [];
    const label = document.querySelector(`label[for="${input.id}"]`);
    if (label) input.setAttribute("aria-label", label.firstChild.textContent);
    const take = input.form.dataset.take || "";
    if (label) input.setAttribute("aria-label", label.firstChild.textContent);
    // What stands in the field is an option too, or it would be dropped.
    const here = input.value.split("、").map((name) => name.trim()).filter(Boolean);
    const strange = here.filter((name) => !known.some((unit) => unit.name === name));
    const picker = new window.TomSelect(input, {
      options: [...strange.map((name) => ({ name, also: "" })), ...known].map((unit) => ({ value: unit.name, text: unit.name, also: unit.also })),
      searchField: ["text", "also"],
      // As they are given: those of the place itself first.
      sortField: [{ field: "$order" }, { field: "$score" }],
      delimiter: "、",
      create: true,
      createOnBlur: true,
      persist: false,
      maxOptions: 50,
      refreshThrottle: 0,
      plugins: removable(true),
      // The letters one looked with are no part of the next name.
      onItemAdd() { this.setTextboxValue(""); this.refreshOptions(false); },
      render: { ...render, option_create: (typed, escape) => `<div class="create">${escape(take)}${escape(typed.input)}</div>` },
    });
    if (label) picker.control_input.setAttribute("aria-label", label.firstChild.textContent);
  };
  // A table written by hand becomes cards on a phone as the lists do: each cell learns its head.
  const stack = (table) => {
    const heads = [...table.querySelectorAll("thead th")].map((head) => head.textContent.trim());
    table.querySelectorAll("tbody tr").forEach((row) => {
      let at = 0;
      [...row.cells].forEach((cell) => {
        cell.dataset.head = heads[at] || "";
        const isBlank = ["", "—"].includes(cell.textContent.trim());
        if (isBlank && !cell.querySelector("a, input, select, button, svg")) cell.classList.add("blank");
        at += cell.colSpan;
      });
    });
    table.classList.add("stack");
  };
  const draw = (block) => {
    const option = JSON.parse(document.getElementById(block.dataset.chart).textContent);
    option.tooltip = { ...(option.tooltip || {}), renderMode: "richText" };
    option.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily };
    option.animation = false;
    const chart = window.echarts.init(block, null, { renderer: "svg" });
    chart.setOption(option);
    new ResizeObserver(() => chart.resize()).observe(block);
  };
  document.addEventListener("DOMContentLoaded", () => {
    bringBack();
    dress(document);
    document.querySelectorAll("[data-scripted]").forEach((part) => (part.hidden = false));
    const here = document.querySelector(".bar-menu [aria-current]");
    if (here) here.closest(".bar-menu").scrollLeft = here.offsetLeft - 60;
    const tab = document.querySelector(".tabs [aria-current]");
    if (tab) {
      const bar = tab.closest(".tabs");
      bar.scrollLeft += tab.getBoundingClientRect().left - bar.getBoundingClientRect().left - 60;
    }
    // On a phone the list matters more than its filters.
    if (window.matchMedia("(max-width: 48rem)").matches) {
      document.querySelectorAll("details.filter-box").forEach((box) => (box.open = false));
    }
  });
  document.addEventListener("htmx:load", (event) => dress(event.target));
  // A job that draws itself anew must not take away the question that somebody is answering.
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.matches(".job") && event.target.querySelector("details.confirm[open]")) event.preventDefault();
  });
  // A box that ticks others: all of the page, or those of one kind.
  document.addEventListener("change", (event) => {
    if (!event.target.matches("[data-tick-all]")) return;
    const kind = event.target.dataset.tickAll;
    document.querySelectorAll("[data-tick]").forEach((box) => {
      if (!kind || box.dataset.tick === kind) box.checked = event.target.checked;
    });
  });
})();
