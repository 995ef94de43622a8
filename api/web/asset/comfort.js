// Comfort on every page: all of it can be done without.
(function () {
  document.documentElement.classList.add("scripted");
  // Lists that can be narrowed to a part of a name.
  document.querySelectorAll("input[data-find]").forEach(function (find) {
    find.closest("p").hidden = false;
    find.addEventListener("input", function () {
      var text = find.value.trim().toLowerCase();
      document.querySelectorAll(find.dataset.find).forEach(function (row) {
        row.hidden = text !== "" && row.cells[0].textContent.toLowerCase().indexOf(text) < 0;
      });
    });
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
  // What went wrong is read first.
  var problem = document.getElementById("problem");
  if (problem) problem.focus();
  // A menu closes on Escape and on a click elsewhere.
  addEventListener("keydown", function (e) { if (e.key === "Escape") closeMenus(null); });
  addEventListener("click", function (e) { closeMenus(e.target.closest("details.menu")); });
  function closeMenus(but) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) { if (menu !== but) menu.open = false; });
  }
})();
