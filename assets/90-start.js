/* Dash begins as soon as its last script is there; the page is shown by then. */
(function () {
  'use strict';
  var last = document.querySelector('script[src*="dash_renderer"]');
  last.addEventListener('load', function () { window.renderer = new window.DashRenderer(); });
})();
