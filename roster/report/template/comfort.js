// Comfort only: everything can be read without it.
(function () {
  // Find people in the month grid by a part of their name.
  var find = document.getElementById("find");
  if (find) {
    find.closest("p").hidden = false;
    find.addEventListener("input", function () {
      var text = find.value.trim().toLowerCase();
      document.querySelectorAll("table.month tbody tr").forEach(function (row) {
        row.hidden = text !== "" && row.cells[0].textContent.toLowerCase().indexOf(text) < 0;
      });
    });
  }
  // A link to a breach opens the list it stands in.
  function open() {
    var at = document.getElementById(location.hash.slice(1));
    var list = at && at.closest("details");
    if (list) { list.open = true; at.scrollIntoView({block: "center"}); }
  }
  addEventListener("hashchange", open);
  open();
})();
