// Jobs as they run: the server sends a piece of the page whenever something has
// changed. A browser that was cut off says so and asks again by itself.
(function () {
  var patience = 1000; // milliseconds until a refused stream is asked for again; doubles up to 15 s
  document.querySelectorAll("[data-events]").forEach(function (job) { watch(job, patience); });

  function watch(job, wait) {
    var source = new EventSource(job.dataset.events);
    var now = job.querySelector(".job-now"), lost = job.querySelector(".lost"), trend = trendOf(job);
    source.onopen = function () { lost.hidden = true; wait = patience; };
    source.addEventListener("job", function (e) {
      lost.hidden = true;
      now.innerHTML = e.data; // rendered and escaped by the server
      trend(now.querySelector("[data-cost]"));
    });
    source.addEventListener("over", function () {
      source.close();
      location.reload();
    });
    source.onerror = function () {
      lost.hidden = false;
      // A cut connection is asked for again by the browser; a refusal is not.
      if (source.readyState !== EventSource.CLOSED) return;
      setTimeout(function () { watch(job, Math.min(wait * 2, 15000)); }, wait);
    };
    addEventListener("pagehide", function () { source.close(); });
  }

  // trendOf draws how the cost fell while somebody looked on.
  function trendOf(job) {
    var costs = [], ns = "http://www.w3.org/2000/svg";
    var svg = document.createElementNS(ns, "svg"), path = document.createElementNS(ns, "path");
    svg.setAttribute("class", "trend");
    svg.setAttribute("viewBox", "0 0 100 24");
    svg.setAttribute("preserveAspectRatio", "none");
    svg.setAttribute("aria-hidden", "true");
    svg.appendChild(path);
    return function (cost) {
      if (!cost) return;
      costs.push(Number(cost.dataset.cost));
      if (costs.length < 2) return;
      var most = Math.max.apply(null, costs), least = Math.min.apply(null, costs), span = most - least || 1;
      path.setAttribute("d", costs.map(function (c, i) {
        return (i ? "L" : "M") + (100 * i / (costs.length - 1)).toFixed(1) + " " + (22 - 20 * (c - least) / span).toFixed(1);
      }).join(""));
      cost.after(svg);
    };
  }
})();
