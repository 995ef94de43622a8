// Comfort on every page: all of it can be done without.
(function () {
  document.documentElement.classList.add("scripted");
  // Lists that can be narrowed to a part of a name.
  document.querySelectorAll("input[data-find]").forEach(function (find) {
    find.closest("p").hidden = false;
    find.addEventListener("input", function () {
      var text = find.value.trim().toLowerCase();
      document.querySelectorAll(find.dataset.find).forEach(function (row) {
        var words = row.cells[0].textContent + " " + (row.cells[0].title || "") + " " + (row.dataset.words || "");
        row.hidden = text !== "" && words.toLowerCase().indexOf(text) < 0;
      });
    });
  });
  // The page one is on is in sight among the tabs.
  document.querySelectorAll(".tabs [aria-current]").forEach(function (tab) {
    var tabs = tab.closest(".tabs");
    tabs.scrollLeft = tab.offsetLeft - tabs.offsetLeft - (tabs.clientWidth - tab.offsetWidth) / 2;
  });
  // Forms that only choose what is shown go on by themselves.
  document.querySelectorAll("form[data-auto]").forEach(function (form) {
    form.addEventListener("change", function () { form.submit(); });
  });
  // A secret is shown once: one click selects it all.
  document.querySelectorAll("input[data-copy]").forEach(function (field) {
    field.addEventListener("focus", function () { field.select(); });
    field.focus();
  });
  // What cannot be taken back is asked for once more.
  document.addEventListener("click", function (e) {
    var button = e.target.closest("button[data-sure]");
    if (button && !confirm(button.dataset.sure)) { e.preventDefault(); e.stopPropagation(); }
  }, true);
  // A field with a fault says so to whoever does not see the words beside it.
  document.querySelectorAll(".wrong").forEach(function (why, i) {
    var label = why.closest("label"), field = label && label.querySelector("input, select, textarea");
    if (!field) return;
    why.id = "wrong-" + i;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", why.id);
  });
  // What went wrong is read first.
  var problem = document.querySelector("[aria-invalid]") || document.getElementById("problem");
  if (problem) problem.focus();
  // A menu closes on Escape and on a click elsewhere.
  addEventListener("keydown", function (e) { if (e.key === "Escape") closeMenus(null); });
  addEventListener("click", function (e) { closeMenus(e.target.closest("details.menu")); });
  function closeMenus(but) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) { if (menu !== but) menu.open = false; });
  }
})();
