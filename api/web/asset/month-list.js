// Which people the month shows, and in which order.
(function () {
  var grid = window.smenaGrid, sort = document.getElementById("sort");
  if (!grid || !sort) return;
  var rows = Array.prototype.slice.call(grid.body.rows), order = rows.map(function (r) { return r.id; });
  function number(row, back) { return parseFloat(row.cells[row.cells.length - back].dataset.n) || 0; }
  var by = {
    team: function (a, b) { return order.indexOf(a.id) - order.indexOf(b.id); },
    name: function (a, b) { return a.cells[0].textContent.localeCompare(b.cells[0].textContent, document.documentElement.lang); },
    hours: function (a, b) { return number(b, 2) - number(a, 2); },
    diff: function (a, b) { return number(a, 1) - number(b, 1); },
    problems: function (a, b) { return b.querySelectorAll(".br").length - a.querySelectorAll(".br").length; }
  };
  sort.addEventListener("change", function () {
    var all = Array.prototype.slice.call(grid.body.rows);
    all.sort(function (a, b) { return by[sort.value](a, b) || by.team(a, b); });
    grid.body.append.apply(grid.body, all);
    grid.mark();
  });
})();
