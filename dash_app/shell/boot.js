(function () {
  // Before anything is drawn: the theme, and the district that this browser remembers (the address goes before it).
  var root = document.documentElement;
  function cookie(name) {
    var found = document.cookie.match('(?:^|; )' + name + '=([^;]*)');
    return found ? found[1] : '';
  }
  function remember(name, value) {
    if (cookie(name) !== value) document.cookie = name + '=' + value + '; path=/; max-age=31536000; samesite=lax';
  }
  var mode = cookie('zb-theme');
  var shown = mode === 'light' || mode === 'dark' ? mode
    : window.matchMedia && window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  remember('zb-theme-shown', shown);
  root.setAttribute('data-bs-theme', shown);
  // Dash writes the address of Plotly here; ours names the content, so that browsers keep the file.
  Object.defineProperty(window, '_dashPlotlyJSURL', {get: function () { return root.dataset.plotly; }, set: function () {}});
  try {
    if (!window.localStorage.getItem('zb-tour')) root.setAttribute('data-visit', 'first');
    // Only the bare start: an address with more in it, or of another page, is what somebody wanted to be seen.
    var isBare = window.location.pathname === '/' && /^(\?sprache=\w*)?$/.test(window.location.search);
    var district = window.localStorage.getItem('zb-bezirk');
    var known = /^\d\d$/.test(district || '');
    if (known) remember('zb-bezirk', district); // the server puts it into the page that it sends
    if (known && isBare) {
      var search = window.location.search ? window.location.search + '&' : '?';
      window.history.replaceState(window.history.state, '', '/' + search + 'bezirk=' + district + window.location.hash);
    }
  } catch (error) { /* storage is off: nothing is remembered */ }
})();
