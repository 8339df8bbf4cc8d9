/* German words and numbers for Plotly; it takes them from this list as soon as it is loaded. */
(function () {
  'use strict';
  window.PlotlyLocales = window.PlotlyLocales || [];
  window.PlotlyLocales.push({
    moduleType: 'locale',
    name: 'de',
    dictionary: {
      'Autoscale': 'Automatische Skalierung',
      'Box Select': 'Rechteckauswahl',
      'Click to enter Plot title': 'Titel eingeben',
      'Double-click to zoom back out': 'Doppelklick zeigt wieder alles',
      'Download plot as a PNG': 'Als PNG herunterladen',
      'Download plot': 'Herunterladen',
      'Lasso Select': 'Freihandauswahl',
      'Pan': 'Verschieben',
      'Reset axes': 'Achsen zurücksetzen',
      'Zoom': 'Vergrößern',
      'Zoom in': 'Vergrößern',
      'Zoom out': 'Verkleinern',
    },
    format: {
      days: ['Sonntag', 'Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag'],
      shortDays: ['So', 'Mo', 'Di', 'Mi', 'Do', 'Fr', 'Sa'],
      months: ['Januar', 'Februar', 'März', 'April', 'Mai', 'Juni', 'Juli', 'August', 'September', 'Oktober',
        'November', 'Dezember'],
      shortMonths: ['Jan', 'Feb', 'Mär', 'Apr', 'Mai', 'Jun', 'Jul', 'Aug', 'Sep', 'Okt', 'Nov', 'Dez'],
      date: '%d.%m.%Y',
      decimal: ',',
      thousands: '.',
    },
  });
})();
