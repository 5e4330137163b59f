// Everything here only quickens what works without it.
"use strict";
{
  const refreshEvery = Number(document.querySelector("[data-every]")?.dataset.every) || 15000;
  const fold = (text) => text.normalize("NFKC").toLowerCase();

  const showCopyButtons = (scope) => {
    if (!navigator.clipboard && !document.queryCommandSupported?.("copy")) return;
    for (const button of scope.querySelectorAll("[data-copy]")) button.hidden = false;
  };

  const copy = async (button) => {
    const field = button.previousElementSibling;
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy"); // plain http has no clipboard object
    }
    const said = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = said; }, 1600);
  };

  const closeMenus = (except) => {
    for (const menu of document.querySelectorAll(".menu[open]")) if (menu !== except) menu.open = false;
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy]");
    if (button) copy(button);
    closeMenus(event.target.closest(".menu"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.activeElement?.closest(".menu[open]")?.querySelector("summary").focus();
    closeMenus();
  });

  const search = document.getElementById("q");
  const hits = document.getElementById("hits");
  const filter = () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const row of document.querySelectorAll(".section")) {
      const text = fold(row.dataset.words);
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) found += 1;
    }
    for (const block of document.querySelectorAll(".area, .site"))
      block.hidden = !block.querySelector(".section:not([hidden])");
    const { one, many, none } = hits.dataset;
    hits.textContent = !words.length ? "" : found === 1 ? one : found ? many.replace("#", found) : none;
  };
  // A page that was already filtered, or one that folds its sections away, is left to the server.
  const isWhole = search && !new URLSearchParams(location.search).get("q") && document.querySelector(".section");
  if (isWhole) {
    search.addEventListener("input", filter);
    search.form.addEventListener("submit", (event) => event.preventDefault());
    if (search.value) filter();
  }

  const refresh = async () => {
    const parts = document.querySelectorAll("[data-live]");
    const isBusy = document.hidden || document.querySelector(".menu[open]");
    if (!parts.length || isBusy || [...parts].some((part) => part.contains(document.activeElement))) return;
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of parts) {
      const newer = fresh.querySelector(`[data-live="${part.dataset.live}"]`);
      if (!newer) {
        location.reload(); // the page has become another one, as when the first section is there
        return;
      }
      const before = new Set([...part.querySelectorAll(".newest, .entries li, .letters li")].map((row) => titleOf(row)));
      part.replaceChildren(...newer.childNodes);
      for (const row of part.querySelectorAll(".newest, .entries li, .letters li"))
        if (!before.has(titleOf(row))) (row.closest(".section") ?? row).classList.add("fresh");
      showCopyButtons(part);
    }
    if (isWhole && search.value) filter();
  };
  const titleOf = (row) => row.querySelector("a")?.getAttribute("href") ?? row.textContent;
  setInterval(() => { refresh().catch(() => {}); }, refreshEvery); // the next one may succeed

  showCopyButtons(document);
}
