// Changing days of the month grid: codes typed into them, ranges filled, emptied,
// copied and pasted, undo and redo. The server checks the rules; what it refuses
// stands beside the grid with the reason.
(function () {
  var grid = window.smenaGrid;
  if (!grid) return;
  var box = grid.box, panel = grid.panel, table = grid.table;
  var codes = [], done = [], undone = [], typed = "", rest = "", timer = 0;
  var queue = Promise.resolve(); // changes go one after the other: each needs the version the last one made
  document.querySelectorAll("tfoot .name .chip").forEach(function (c) { codes.push(c.textContent); });

  function version() { return document.getElementById("version").value; }
  function whole(a) { var p = grid.place(a); return { agent: p.agent, date: p.date, shift: grid.code(a) }; }
  function standing(cells) {
    return cells.map(function (c) { return whole(grid.at(c.agent, c.date)); });
  }

  // change sets shifts; what stood there before goes on the stack to. Resolves
  // to whether it was done.
  function change(cells, to) {
    queue = queue.then(function () {
      cells = cells.filter(function (c) { var a = grid.at(c.agent, c.date); return a && grid.code(a) !== c.shift; });
      if (!cells.length) return true;
      var before = standing(cells), focus = grid.place(grid.current()), links = cells.map(function (c) { return grid.at(c.agent, c.date); });
      links.forEach(function (a) { a.parentNode.classList.add("busy"); });
      if (cells.length === 1) grid.choose(links[0]); else panel.classList.add("open");
      return send(cells).then(function () {
        table.querySelectorAll(".busy").forEach(function (td) { td.classList.remove("busy"); });
        var ok = cells.every(function (c) { return grid.code(grid.at(c.agent, c.date)) === c.shift; });
        if (ok) to.push({ cells: cells, before: before });
        if (cells.length === 1) grid.choose(grid.at(cells[0].agent, cells[0].date)); // its row may have come anew
        if (!panel.contains(document.activeElement)) grid.go(grid.at(focus.agent, focus.date), true);
        return ok;
      });
    });
    return queue;
  }
  function send(cells) {
    var one = cells.length === 1 && grid.at(cells[0].agent, cells[0].date);
    return htmx.ajax("POST", one ? one.pathname : "/rosters/" + box.dataset.roster + "/cells", {
      target: "#panel", swap: "innerHTML",
      values: one ? { shift: cells[0].shift, version: version() } : { cell: cells.map(wire), version: version() }
    });
  }
  function wire(c) { return c.agent + " " + c.date + " " + c.shift; }

  // set is what people do: it goes on the stack of what can be undone.
  function set(cells) {
    undone = [];
    return change(cells, done);
  }
  function back(from, to) {
    var last = from.pop();
    if (!last) return grid.say(box.dataset.nothing);
    var stack = [];
    change(last.before, stack).then(function (ok) {
      if (ok) to.push({ cells: last.before, before: last.cells }); else from.push(last);
    });
  }
  function fill(shift) {
    var cells = [];
    grid.range().forEach(function (row) {
      row.forEach(function (a) { var c = whole(a); c.shift = shift; cells.push(c); });
    });
    return set(cells);
  }

  // Letters gather to a code: it is set as soon as no other one begins like it,
  // or when typing rests.
  function letter(key) {
    clearTimeout(timer);
    if (rest && rest.charAt(0).toLowerCase() === key.toLowerCase()) { rest = rest.slice(1); return; }
    rest = "";
    typed += key;
    var fits = codes.filter(function (c) { return c.toLowerCase().indexOf(typed.toLowerCase()) === 0; });
    if (fits.length === 0) {
      var again = typed.length > 1;
      typed = "";
      if (again) letter(key);
      return;
    }
    var take = function (shift) {
      rest = shift ? shift.slice(typed.length) : ""; // may still be typed, and is then nothing new
      typed = "";
      if (shift) fill(shift);
    };
    if (fits.length === 1) take(fits[0]); else timer = setTimeout(take, 700, exact(typed, fits));
  }
  // exact finds a code as it was typed. Upper and lower case are told apart only
  // where codes differ in nothing else.
  function exact(text, among) {
    return among.filter(function (c) { return c === text; })[0] ||
      among.filter(function (c) { return c.toLowerCase() === text.toLowerCase(); })[0];
  }
  table.addEventListener("keydown", function (e) {
    var a = e.target.closest("tbody td a"), key = e.key.toLowerCase();
    if (!a || e.altKey) return;
    if (e.ctrlKey || e.metaKey) {
      if (key === "z" && !e.shiftKey) back(done, undone);
      else if (key === "y" || key === "z") back(undone, done);
      else return;
      e.preventDefault();
      return;
    }
    if (e.key.length > 1) typed = rest = "";
    if (e.key === "Delete" || e.key === "Backspace") fill("");
    else if (e.key.length === 1 && "?/ []".indexOf(e.key) < 0) letter(e.key);
    else return;
    e.preventDefault();
  });
  ["undo", "redo"].forEach(function (id) {
    document.getElementById(id).addEventListener("click", function () {
      if (id === "undo") back(done, undone); else back(undone, done);
    });
  });

  // The clipboard holds what spreadsheets hold: tabs between days, a line a person.
  function inGrid() { var a = document.activeElement; return a && a.closest && a.closest("#month tbody td"); }
  function copy(e) {
    if (!inGrid()) return false;
    e.clipboardData.setData("text/plain", grid.range().map(function (row) { return row.map(grid.code).join("\t"); }).join("\n"));
    e.preventDefault();
    return true;
  }
  document.addEventListener("copy", copy);
  document.addEventListener("cut", function (e) { if (copy(e)) fill(""); });
  document.addEventListener("paste", function (e) {
    if (!inGrid()) return;
    e.preventDefault();
    paste(e.clipboardData.getData("text/plain"));
  });
  function paste(text) {
    var lines = text.replace(/\r/g, "").replace(/\n$/, "").split("\n").map(function (l) { return l.split("\t"); });
    var into = grid.range(), cells = [], unknown = "";
    if (!into.length) return;
    var repeat = lines.length === 1 && lines[0].length === 1; // one value fills the whole range
    var row = into[0][0].closest("tr"), column = into[0][0].parentNode.cellIndex, i = 0;
    var put = function (a, value) {
      value = value.trim();
      var off = value === "" || value === "-" || value === "–" || value === "·", shift = off ? "" : exact(value, codes);
      if (shift === undefined) unknown = unknown || value;
      else if (a) cells.push({ agent: grid.place(a).agent, date: grid.place(a).date, shift: shift });
    };
    if (repeat) into.forEach(function (r) { r.forEach(function (a) { put(a, lines[0][0]); }); });
    else for (; row && i < lines.length; row = row.nextElementSibling) {
      if (row.hidden) continue;
      lines[i++].forEach(function (value, j) {
        var td = row.cells[column + j], a = td && td.querySelector("a");
        if (a) put(a, value);
      });
    }
    if (unknown) grid.say(box.dataset.unknown.replace("%s", unknown)); else set(cells);
  }

  // Changes made in the panel can be undone as well.
  function sent(form) {
    if (form.id === "cell-form") return [{ agent: form.dataset.agent, date: form.dataset.date, shift: form.elements.shift.value }];
    if (form.id !== "cells-form") return null;
    return Array.prototype.map.call(form.querySelectorAll("[name=cell]"), function (i) {
      var p = i.value.split(" ");
      return { agent: p[0], date: p[1], shift: p.slice(2).join(" ") };
    });
  }
  var before = null;
  document.body.addEventListener("htmx:beforeRequest", function (e) {
    var cells = sent(e.detail.elt);
    before = cells && standing(cells);
  });
  document.body.addEventListener("htmx:afterRequest", function (e) {
    var cells = sent(e.detail.requestConfig.elt); // the form, which has been replaced by now
    if (!cells || !before || !e.detail.successful) return;
    done.push({ cells: cells, before: before });
    undone = [];
  });
})();
