/* Dash begins as soon as the last script is there, whichever comes last: a page needs all of them. */
(function () {
  'use strict';
  var scripts = document.querySelectorAll('script[defer]');
  scripts[scripts.length - 1].addEventListener('load', function () { window.renderer = new window.DashRenderer(); });
})();
