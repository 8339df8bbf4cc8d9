/* Before a page goes on paper: charts fit the sheet, and its margins say what it is, of when, and where it is found.
   No texts in here. */
(function () {
  'use strict';

  var UPRIGHT = 688; // pixels between the margins of A4, see 90-print.css
  var LYING = 1016;

  function graphs() { return document.querySelectorAll('.js-plotly-plot'); }

  /** Draw a chart as wide as the sheet; what holds it may still be narrower, so the drawing can shrink. */
  function fit(graph) {
    var sheet = document.querySelector('.zb-matrix') ? LYING : UPRIGHT;
    if (window.Plotly && graph.offsetWidth > sheet) window.Plotly.relayout(graph, {width: sheet});
    graph.querySelectorAll('.main-svg').forEach(function (drawing) {
      var size = [drawing.getAttribute('width'), drawing.getAttribute('height')].map(parseFloat);
      if (size[0] && size[1]) drawing.setAttribute('viewBox', '0 0 ' + size.join(' '));
    });
  }

  function unfit(graph) {
    graph.querySelectorAll('.main-svg').forEach(function (drawing) { drawing.removeAttribute('viewBox'); });
    if (window.Plotly) window.Plotly.relayout(graph, {width: null, autosize: true});
  }

  window.addEventListener('beforeprint', function () {
    graphs().forEach(fit);
    var main = document.getElementById('inhalt');
    var foot = document.querySelector('.zb-foot');
    if (!main || !foot || !main.dataset.address) return;
    var labels = JSON.parse(main.dataset.labels || '{}');
    var sheet = document.documentElement.style;
    foot.dataset.address = labels.address + ': ' + new URL(main.dataset.address, window.location.href).href;
    sheet.setProperty('--zb-sheet-title', JSON.stringify(document.title));
    sheet.setProperty('--zb-sheet-state', JSON.stringify([main.dataset.period, labels.state + ': ' + main.dataset.state].join(' · ')));
  });
  window.addEventListener('afterprint', function () { graphs().forEach(unfit); });
})();
