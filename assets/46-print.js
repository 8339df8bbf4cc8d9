/* Before a page goes on paper: charts fit the sheet and have the colours of the light theme, and its margins say what it
   is, of when, and where it is found. No texts in here. */
(function () {
  'use strict';

  var UPRIGHT = 688; // pixels between the margins of A4, see 90-print.css
  var LYING = 1016;

  function graphs() { return document.querySelectorAll('.js-plotly-plot'); }

  /** Draw a chart anew so wide, with the names under its axis of time that fit. */
  function redraw(graph, width, size) {
    var axis = window.zielblick.named(graph.layout, width);
    var change = axis ? {'xaxis.tickvals': axis.tickvals, 'xaxis.ticktext': axis.ticktext} : {};
    window.Plotly.relayout(graph, Object.assign(change, size));
  }

  /** Draw a chart as wide as the sheet; what holds it may still be narrower, so the drawing can shrink. */
  function fit(graph) {
    var sheet = document.querySelector('.zb-matrix, .zb-page--district') ? LYING : UPRIGHT;
    if (window.Plotly && graph.offsetWidth > sheet) redraw(graph, sheet, {width: sheet});
    graph.querySelectorAll('.main-svg').forEach(function (drawing) {
      var size = [drawing.getAttribute('width'), drawing.getAttribute('height')].map(parseFloat);
      if (size[0] && size[1]) drawing.setAttribute('viewBox', '0 0 ' + size.join(' '));
    });
  }

  function unfit(graph) {
    graph.querySelectorAll('.main-svg').forEach(function (drawing) { drawing.removeAttribute('viewBox'); });
    if (window.Plotly) redraw(graph, graph.clientWidth, {width: null, autosize: true});
  }

  // Colours that charts are drawn with (Palette in dash_app/figures/base.py and the template in dash_app/theme.py).
  // `near` is last as it shares its dark colour with `near-deep`, which no chart uses.
  var NAMES = ['ink', 'text', 'muted', 'grid', 'line', 'border', 'page', 'surface', 'active', 'neutral', 'met', 'missed', 'none',
    'met-tint', 'near-tint', 'missed-tint', 'none-tint', 'near'];
  var PAINTS = ['fill', 'stroke', 'stop-color'];
  var changed = []; // how to undo each change

  function asRgb(hex) {
    return 'rgb(' + [1, 3, 5].map(function (at) { return parseInt(hex.slice(at, at + 2), 16); }).join(', ') + ')';
  }

  /** The light colour of each dark one, as the browser writes them. */
  function lightened() {
    var probe = document.body.appendChild(document.createElement('span'));
    probe.setAttribute('data-bs-theme', 'light');
    var dark = getComputedStyle(document.documentElement);
    var light = getComputedStyle(probe);
    var found = {};
    NAMES.forEach(function (name) {
      found[dark.getPropertyValue('--zb-' + name).trim().toUpperCase()] = light.getPropertyValue('--zb-' + name).trim();
    });
    probe.remove();
    return found;
  }

  /** Give all that is drawn for the dark theme its colours of the light one: paper is light. */
  function lighten() {
    var colours = lightened();
    var byRgb = {};
    Object.keys(colours).forEach(function (dark) { byRgb[asRgb(dark)] = colours[dark]; });
    document.querySelectorAll('.js-plotly-plot .main-svg *').forEach(function (shape) {
      PAINTS.forEach(function (paint) {
        var before = shape.style.getPropertyValue(paint);
        if (!byRgb[before]) return;
        changed.push(function () { shape.style.setProperty(paint, before); });
        shape.style.setProperty(paint, byRgb[before]);
      });
    });
    document.querySelectorAll('main svg:not(.main-svg) *').forEach(function (shape) {
      ['fill', 'stroke'].forEach(function (paint) {
        var before = shape.getAttribute(paint);
        var light = before && colours[before.toUpperCase()];
        if (!light) return;
        changed.push(function () { shape.setAttribute(paint, before); });
        shape.setAttribute(paint, light);
      });
    });
  }

  window.addEventListener('beforeprint', function () {
    graphs().forEach(fit);
    if (document.documentElement.getAttribute('data-bs-theme') === 'dark') lighten();
    var main = document.getElementById('inhalt');
    var foot = document.querySelector('.zb-foot');
    if (!main || !foot || !main.dataset.address) return;
    var labels = JSON.parse(main.dataset.labels || '{}');
    var sheet = document.documentElement.style;
    foot.dataset.address = labels.address + ': ' + new URL(main.dataset.address, window.location.href).href;
    sheet.setProperty('--zb-sheet-title', JSON.stringify(document.title));
    sheet.setProperty('--zb-sheet-state', JSON.stringify([main.dataset.period, labels.state + ': ' + main.dataset.state].join(' · ')));
  });
  window.addEventListener('afterprint', function () {
    changed.splice(0).forEach(function (undo) { undo(); });
    graphs().forEach(unfit);
  });
})();
