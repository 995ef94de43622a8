// The month grid by keyboard and pointer. Every day is a link that works
// without this; here the links become the cells of an ARIA grid: one stop of the
// Tab key, arrows between days, shift codes typed straight into them.
(function () {
  var box = document.getElementById("grid");
  if (!box) return;
  var table = document.getElementById("month"), panel = document.getElementById("panel");
  var head = table.tHead.rows[0], codes = [], undo = [], typed = "", rest = "", timer = 0;
  var queue = Promise.resolve(); // changes go one after the other: each needs the version the last one made
  document.querySelectorAll("tfoot .name .chip").forEach(function (c) { codes.push(c.textContent); });

  table.setAttribute("role", "grid");
  Array.prototype.forEach.call(table.tBodies[0].rows, prepare);
  var first = table.querySelector("tbody td a");
  if (first) first.tabIndex = 0;

  function prepare(row) {
    row.querySelectorAll("td a").forEach(function (a) {
      a.tabIndex = -1;
      a.parentNode.setAttribute("role", "gridcell");
      var day = head.cells[a.parentNode.cellIndex];
      a.setAttribute("aria-label", row.cells[0].textContent + ", " + day.title + ": " + (code(a) || a.parentNode.title || "–"));
    });
  }
  function code(a) { var text = a.textContent.trim(); return text === "·" ? "" : text; }
  function at(agent, date) {
    var row = document.getElementById("r-" + agent);
    return row && row.querySelector('td a[href$="/' + date + '"]');
  }
  function place(a) { var p = a.pathname.split("/"); return { agent: decodeURIComponent(p[4]), date: p[5] }; }
  function go(a) {
    if (!a) return;
    table.querySelectorAll('td a[tabindex="0"]').forEach(function (b) { b.tabIndex = -1; });
    a.tabIndex = 0;
    a.focus();
    a.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
  function choose(a) {
    table.querySelectorAll("td.chosen").forEach(function (td) { td.classList.remove("chosen"); });
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

  // change sets a shift; before is what an undo goes back to.
  function change(where, shift, remember) {
    queue = queue.then(function () {
      var a = at(where.agent, where.date);
      if (!a) return;
      var before = code(a);
      if (before === shift) return;
      choose(a);
      a.parentNode.classList.add("busy");
      return htmx.ajax("POST", a.pathname, {
        target: "#panel", swap: "innerHTML",
        values: { shift: shift, version: document.getElementById("version").value }
      }).then(function () {
        var now = at(where.agent, where.date);
        now.parentNode.classList.remove("busy");
        choose(now); // its row may have come anew
        if (code(now) === shift && remember) undo.push({ where: where, before: before });
        if (!panel.contains(document.activeElement)) go(now);
      });
    });
  }
  function back() {
    var last = undo.pop();
    if (last) change(last.where, last.before, false);
    else say(box.dataset.nothing);
  }
  function say(text) {
    var p = document.createElement("p");
    p.className = "flash";
    p.textContent = text;
    document.getElementById("flash").replaceChildren(p);
  }

  // Letters gather to a code: it is set as soon as no other one begins like it,
  // or when typing rests.
  function letter(a, key) {
    clearTimeout(timer);
    if (rest && rest.charAt(0).toLowerCase() === key.toLowerCase()) { rest = rest.slice(1); return; }
    rest = "";
    typed += key;
    var fits = codes.filter(function (c) { return c.toLowerCase().indexOf(typed.toLowerCase()) === 0; });
    if (fits.length === 0) {
      var again = typed.length > 1;
      typed = "";
      if (again) letter(a, key);
      return;
    }
    // Upper and lower case are told apart only where codes differ in nothing else.
    var exact = fits.filter(function (c) { return c === typed; })[0] ||
      fits.filter(function (c) { return c.toLowerCase() === typed.toLowerCase(); })[0];
    var set = function (shift) {
      rest = shift ? shift.slice(typed.length) : ""; // may still be typed, and is then nothing new
      typed = "";
      if (shift) change(place(a), shift, true);
    };
    if (fits.length === 1) set(fits[0]); else timer = setTimeout(set, 700, exact);
  }

  function beside(a, right, down) {
    var td = a.parentNode, row = td.parentNode, column = td.cellIndex + right;
    while (down !== 0) {
      row = down > 0 ? row.nextElementSibling : row.previousElementSibling;
      if (!row) return null;
      if (!row.hidden) down -= Math.sign(down);
    }
    return row.cells[column] && row.cells[column].querySelector("a");
  }
  function problem(a, step) {
    var all = Array.prototype.slice.call(table.querySelectorAll("tbody td.br a"));
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
    if (!a || e.altKey || e.metaKey) return;
    if (e.ctrlKey) {
      if (e.key.toLowerCase() === "z") { e.preventDefault(); back(); }
      return;
    }
    if (e.key.length > 1) typed = rest = "";
    if (moves[e.key]) go(moves[e.key](a));
    else if (e.key === "Enter") details(a, true);
    else if (e.key === "Delete" || e.key === "Backspace") change(place(a), "", true);
    else if (e.key.length === 1 && e.key !== "?" && e.key !== "/" && e.key !== " ") letter(a, e.key);
    else return;
    e.preventDefault();
  });
  table.addEventListener("click", function (e) {
    var a = e.target.closest("tbody td a");
    if (!a || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
    e.preventDefault();
    go(a);
    details(a, false);
  });
  addEventListener("keydown", function (e) {
    if (e.target.closest("input, select, textarea, dialog")) {
      if (e.key === "Escape" && panel.contains(e.target)) leave();
      return;
    }
    if (e.key === "?") document.getElementById("keys").showModal();
    else if (e.key === "/") document.getElementById("find").focus();
    else if (e.key === "Escape") leave();
    else return;
    e.preventDefault();
  });
  function leave() {
    panel.classList.remove("open");
    go(table.querySelector("td.chosen a"));
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
  // Changes made in the panel can be undone as well.
  document.body.addEventListener("htmx:beforeRequest", function (e) {
    var form = e.target.id === "cell-form" ? e.target : null;
    if (form) form.dataset.before = code(at(form.dataset.agent, form.dataset.date));
  });
  document.body.addEventListener("htmx:afterRequest", function (e) {
    var form = e.target.id === "cell-form" ? e.target : null;
    if (!form || !e.detail.successful) return;
    var where = { agent: form.dataset.agent, date: form.dataset.date };
    undo.push({ where: where, before: form.dataset.before });
    choose(at(where.agent, where.date));
  });
  // A row that came anew needs its cells prepared.
  document.body.addEventListener("htmx:oobAfterSwap", function () {
    Array.prototype.forEach.call(table.tBodies[0].rows, function (row) {
      if (row.querySelector("td a:not([aria-label])")) prepare(row);
    });
  });
})();
