// Charts of days. Without scripts the table below each says the same.
(function () {
  var look = getComputedStyle(document.documentElement);
  function colour(name) { return look.getPropertyValue(name).trim(); }
  var strokes = { came: "--ink", said: "--blue", base: "--warn", low: "--dim", high: "--dim" };
  function lines(chart) {
    var band = chart.series.map(function (s) { return s.kind; });
    var low = band.indexOf("low"), high = band.indexOf("high");
    return {
      series: [{ value: function (u, v) { return v == null ? "" : chart.labels[chart.days.indexOf(v)]; }, label: chart.label }].concat(chart.series.map(function (s) {
        var edge = s.kind === "low" || s.kind === "high";
        return {
          label: s.label, stroke: colour(strokes[s.kind]) || "currentColor", width: edge ? 0 : s.kind === "came" ? 2.5 : 1.5,
          dash: s.kind === "base" ? [4, 4] : undefined, points: { show: s.kind === "came", size: 5 },
          value: function (u, v) { return v == null ? "–" : v.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 0 }); }
        };
      })),
      bands: low < 0 ? [] : [{ series: [high + 1, low + 1], fill: colour("--band") || "rgba(70,130,220,.18)" }]
    };
  }
  function draw(box) {
    var chart = JSON.parse(box.dataset.chart), set = lines(chart), axis = { stroke: colour("--dim"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
    function size() { return { width: Math.max(260, box.clientWidth), height: 260 }; }
    var plot = new uPlot(Object.assign(size(), set, {
      scales: { x: { time: false }, y: { range: function (u, min, max) { return [0, Math.max(1, max * 1.05)]; } } },
      axes: [Object.assign({ space: 56, incrs: [1, 2, 7, 14, 28], values: function (u, at) { return at.map(function (v) { return chart.labels[chart.days.indexOf(v)] || ""; }); } }, axis), Object.assign({ size: 54 }, axis)],
      cursor: { y: false }
    }), [chart.days].concat(chart.series.map(function (s) { return s.values; })), box);
    addEventListener("resize", function () { plot.setSize(size()); });
  }
  document.querySelectorAll("[data-chart]").forEach(draw);
})();
