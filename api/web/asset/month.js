// The month grid by keyboard and pointer. Every day is a link that works
// without this; here the links become the cells of an ARIA grid: one stop of the
// Tab key, arrows between days, ranges by Shift and by dragging. What is done to
// the days stands in month-edit.js.
(function () {
  var box = document.getElementById("grid");
  if (!box) return;
  var table = document.getElementById("month"), panel = document.getElementById("panel");
  var head = table.tHead.rows[0], body = table.tBodies[0];
  var anchor = null, dragging = false, dragged = false;
  var grid = window.smenaGrid = { box: box, table: table, panel: panel, body: body };

  table.setAttribute("role", "grid");
  table.setAttribute("aria-multiselectable", "true");
  Array.prototype.forEach.call(body.rows, prepare);
  var first = body.querySelector("td a");
  if (first) first.tabIndex = 0;

  function prepare(row) {
    row.querySelectorAll("td a").forEach(function (a) {
      a.tabIndex = -1;
      a.parentNode.setAttribute("role", "gridcell");
      var day = head.cells[a.parentNode.cellIndex], why = a.parentNode.title;
      a.setAttribute("aria-label", row.cells[0].textContent + ", " + day.title + ": " + (code(a) || "–") + (why ? ". " + why : ""));
    });
  }
  function code(a) { var text = a.textContent.trim(); return text === "·" ? "" : text; }
  function at(agent, date) {
    var row = document.getElementById("r-" + agent);
    return row && row.querySelector('td a[href$="/' + date + '"]');
  }
  function place(a) { var p = a.pathname.split("/"); return { agent: decodeURIComponent(p[4]), date: p[5] }; }
  function current() { return body.querySelector('td a[tabindex="0"]'); }
  function go(a, extend) {
    if (!a) return;
    if (extend && !anchor && current()) anchor = place(current());
    table.querySelectorAll('td a[tabindex="0"]').forEach(function (b) { b.tabIndex = -1; });
    a.tabIndex = 0;
    a.focus({ preventScroll: true });
    a.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!extend) anchor = place(a);
    mark();
  }
  // range returns the links between the anchor and the current day, row by row.
  function range() {
    var to = current(), from = anchor && at(anchor.agent, anchor.date);
    if (!to) return [];
    if (!from) return [[to]];
    var rows = [from.closest("tr"), to.closest("tr")], columns = [from.parentNode.cellIndex, to.parentNode.cellIndex];
    if (rows[0].compareDocumentPosition(rows[1]) & Node.DOCUMENT_POSITION_PRECEDING) rows.reverse();
    columns.sort(function (x, y) { return x - y; });
    var out = [];
    for (var row = rows[0]; row; row = row.nextElementSibling) {
      if (!row.hidden) out.push(Array.prototype.slice.call(row.cells, columns[0], columns[1] + 1).map(function (td) { return td.querySelector("a"); }).filter(Boolean));
      if (row === rows[1]) break;
    }
    return out;
  }
  function mark() {
    body.querySelectorAll("td.sel").forEach(function (td) { td.classList.remove("sel"); td.removeAttribute("aria-selected"); });
    var all = range();
    if (all.length === 1 && all[0].length === 1) return;
    all.forEach(function (row) {
      row.forEach(function (a) { a.parentNode.classList.add("sel"); a.parentNode.setAttribute("aria-selected", "true"); });
    });
  }
  function choose(a) {
    table.querySelectorAll(".chosen").forEach(function (td) { td.classList.remove("chosen"); });
    if (!a) return;
    a.parentNode.classList.add("chosen");
    panel.classList.add("open");
  }
  function details(a, focus) {
    choose(a);
    htmx.ajax("GET", a.pathname, { target: "#panel", swap: "innerHTML" }).then(function () {
      var select = panel.querySelector("select");
      if (focus && select) select.focus();
    });
  }
  function say(text) {
    var p = document.createElement("p");
    p.className = "flash";
    p.textContent = text;
    document.getElementById("flash").replaceChildren(p);
  }
  grid.code = code; grid.at = at; grid.place = place; grid.current = current; grid.go = go; grid.range = range;
  grid.mark = mark; grid.choose = choose; grid.details = details; grid.say = say;

  function beside(a, right, down) {
    var td = a.parentNode, row = td.parentNode, column = td.cellIndex + right;
    while (down !== 0) {
      var next = down > 0 ? row.nextElementSibling : row.previousElementSibling;
      if (!next) break;
      row = next;
      if (!row.hidden) down -= Math.sign(down);
    }
    return !row.hidden && row.cells[column] && row.cells[column].querySelector("a");
  }
  function problem(a, step) {
    var all = Array.prototype.slice.call(body.querySelectorAll("tr:not([hidden]) td.br a"));
    if (!all.length) return null;
    var i = all.indexOf(a);
    if (i < 0) {
      i = all.findIndex(function (b) { return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING; });
      if (i < 0) i = all.length;
      if (step > 0) i--;
    }
    return all[(i + step + all.length) % all.length];
  }
  var moves = {
    ArrowLeft: function (a) { return beside(a, -1, 0); }, ArrowRight: function (a) { return beside(a, 1, 0); },
    ArrowUp: function (a) { return beside(a, 0, -1); }, ArrowDown: function (a) { return beside(a, 0, 1); },
    Home: function (a) { return a.closest("tr").querySelector("td a"); },
    End: function (a) { var all = a.closest("tr").querySelectorAll("td a"); return all[all.length - 1]; },
    PageUp: function (a) { return beside(a, 0, -10); }, PageDown: function (a) { return beside(a, 0, 10); },
    "[": function (a) { return problem(a, -1); }, "]": function (a) { return problem(a, 1); }
  };
  table.addEventListener("keydown", function (e) {
    var a = e.target.closest("tbody td a");
    if (!a || e.altKey || e.metaKey || e.ctrlKey) return;
    if (moves[e.key]) go(moves[e.key](a), e.shiftKey && e.key.length > 1);
    else if (e.key === "Enter") details(a, true);
    else return;
    e.preventDefault();
  });

  // Focus may come by other ways, such as a screen reader's.
  table.addEventListener("focusin", function (e) {
    var a = e.target.closest("tbody td a");
    if (!a || a === current()) return;
    table.querySelectorAll('td a[tabindex="0"]').forEach(function (b) { b.tabIndex = -1; });
    a.tabIndex = 0;
    anchor = place(a);
    mark();
  });

  // A mouse draws a range; a finger scrolls.
  table.addEventListener("dragstart", function (e) { e.preventDefault(); });
  table.addEventListener("pointerdown", function (e) {
    var a = e.target.closest("tbody td a") || e.target.closest("tbody td") && e.target.closest("tbody td").querySelector("a");
    if (!a || e.pointerType !== "mouse" || e.button || e.ctrlKey || e.metaKey) return;
    dragging = true;
    dragged = e.shiftKey;
    go(a, e.shiftKey);
  });
  table.addEventListener("pointerover", function (e) {
    var td = e.target.closest("tbody td"), a = td && td.querySelector("a");
    if (!dragging || !a || a === current()) return;
    dragged = true;
    go(a, true);
  });
  addEventListener("pointerup", function () { dragging = false; });
  table.addEventListener("click", function (e) {
    var a = e.target.closest("tbody td a");
    if (!a || e.ctrlKey || e.metaKey || e.button) return;
    e.preventDefault();
    if (dragged) { dragged = false; return; }
    go(a);
    details(a, false);
  });
  // The head of a column shows how its day is staffed.
  table.tHead.addEventListener("click", function (e) {
    var a = e.target.closest("a");
    if (!a || e.ctrlKey || e.metaKey || e.button) return;
    e.preventDefault();
    choose(a);
    htmx.ajax("GET", a.pathname, { target: "#panel", swap: "innerHTML" });
  });
  addEventListener("keydown", function (e) {
    if (e.target.closest("input, select, textarea, dialog")) {
      if (e.key === "Escape" && panel.contains(e.target)) leave();
      return;
    }
    if (e.ctrlKey || e.metaKey || e.altKey) return;
    if (e.key === "?") document.getElementById("keys").showModal();
    else if (e.key === "/") document.getElementById("find").focus();
    else if (e.key === "Escape") leave();
    else return;
    e.preventDefault();
  });
  function leave() {
    panel.classList.remove("open");
    go(current());
  }
  document.getElementById("keys-open").addEventListener("click", function () { document.getElementById("keys").showModal(); });
  // A line of the list of problems leads to its day.
  document.addEventListener("click", function (e) {
    var link = e.target.closest("a[data-cell]");
    if (!link) return;
    var p = link.dataset.cell.split("/"), a = at(p[0], p[1]);
    if (!a) return;
    e.preventDefault();
    go(a);
    details(a, true);
  });
  // A row that came anew needs its cells prepared.
  document.body.addEventListener("htmx:oobAfterSwap", function () {
    Array.prototype.forEach.call(body.rows, function (row) {
      if (row.querySelector("td a:not([aria-label])")) prepare(row);
    });
    if (!current()) {
      var a = anchor && at(anchor.agent, anchor.date) || body.querySelector("td a");
      if (a) a.tabIndex = 0;
    }
    mark();
  });
})();
