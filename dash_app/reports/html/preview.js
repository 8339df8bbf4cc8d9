/* The preview of a report draws its charts in the browser, each when it comes near the screen. */
(function () {
  'use strict';

  function draw(place) {
    var figure = JSON.parse(place.querySelector('script').textContent);
    var target = document.createElement('div');
    place.appendChild(target);
    window.Plotly.newPlot(target, figure.data, figure.layout, {staticPlot: true, responsive: true});
  }

  var near = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return;
      near.unobserve(entry.target);
      draw(entry.target);
    });
  }, {rootMargin: '100% 0px'});

  document.querySelectorAll('.plot').forEach(function (place) { near.observe(place); });
})();
