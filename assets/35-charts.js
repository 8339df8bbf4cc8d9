/* Charts: a figure as JSON stands before the place where Plotly draws it, when it comes near the screen. */
(function () {
  'use strict';

  var drawn = new WeakMap(); // place -> JSON of the figure that is drawn in it
  var loading = null;

  /** Plotly, loaded with the first chart. */
  function plotly() {
    if (window.Plotly) return Promise.resolve(window.Plotly);
    loading = loading || new Promise(function (resolve, reject) {
      var script = document.getElementById('shell-plotly') || document.createElement('script');
      script.addEventListener('load', function () { resolve(window.Plotly); });
      script.addEventListener('error', reject);
      if (!script.src) {
        script.src = document.documentElement.dataset.plotly;
        document.head.appendChild(script);
      }
    });
    return loading;
  }

  function config(place) {
    return {displayModeBar: false, locale: place.dataset.locale, scrollZoom: false, doubleClick: false, responsive: true};
  }

  /** Draw the figure of a place, unless it is what is drawn there. */
  function draw(place) {
    return plotly().then(function (Plotly) {
      var text = place.previousElementSibling.textContent;
      if (drawn.get(place) === text) return place;
      drawn.set(place, text);
      var figure = JSON.parse(text);
      window.zielblick.named(figure.layout, place.clientWidth);
      figure.layout.template = JSON.parse(document.getElementById('shell-template').textContent);
      return Plotly.react(place, figure.data, figure.layout, config(place));
    });
  }

  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      near.unobserve(entry.target);
      draw(entry.target);
    });
  }, {rootMargin: '50% 0px'});

  function places(within) { return Array.prototype.slice.call((within || document).querySelectorAll('.zb-plot')); }

  function isSeen(place) {
    var box = place.getBoundingClientRect();
    return box.bottom > 0 && box.top < window.innerHeight;
  }

  /** Draw what is near the screen, the rest when it comes near. */
  function look() {
    places().forEach(function (place) {
      var text = place.previousElementSibling.textContent;
      if (drawn.get(place) === text) return;
      near.unobserve(place);
      if (drawn.has(place) && isSeen(place)) draw(place); // a choice changes what a reader looks at: no frame to lose
      else near.observe(place);
    });
  }

  /** Draw all charts of the page, as for paper. */
  function all() { return Promise.all(places().map(draw)); }

  /** Give back what Plotly keeps for charts that leave the page. */
  function forget(node) {
    places(node).forEach(function (place) {
      near.unobserve(place);
      if (drawn.delete(place)) window.Plotly.purge(place);
    });
  }

  var settling = 0;
  /** On another width other periods find room under the axis of time. */
  function rename() {
    clearTimeout(settling);
    settling = setTimeout(function () {
      places().filter(function (place) { return drawn.has(place) && place.layout; }).forEach(function (place) {
        var axis = window.zielblick.named(place.layout, place.clientWidth);
        if (axis) window.Plotly.relayout(place, {'xaxis.tickvals': axis.tickvals, 'xaxis.ticktext': axis.ticktext});
      });
    }, 150);
  }

  window.addEventListener('resize', rename);
  window.addEventListener('beforeprint', all);
  window.zielblick = Object.assign(window.zielblick || {}, {
    charts: {plotly: plotly, draw: draw, look: look, all: all, forget: forget},
  });
  look();
})();
