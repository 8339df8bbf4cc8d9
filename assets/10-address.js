/* The address says what is shown. Links and choices write it, the router of the server reads it. */
(function () {
  'use strict';

  var PLAIN = /^\/(assets|packages|api|vorlagen|bericht\/vorschau|healthz|readyz|_)/;
  var KEYS = ['zeitraum', 'bezirk', 'kennzahl', 'ebene', 'stand', 'sprache'];
  var root = document.documentElement;
  var lastPath = window.location.pathname;
  var lastFocus = null;
  var said = ''; // what the live region holds
  var toPlace = false; // a link has named a place on the page that comes

  function byId(id) { return document.getElementById(id); }

  /** Say in the document which address is shown, for scripts and tests that wait for it. */
  function shown(address) { root.dataset.shown = address; }

  /** Go to an address of the application; `replace` keeps the history as it is. */
  function go(address, replace) {
    var target = new URL(address, window.location.href);
    if (target.href === window.location.href) return;
    lastFocus = document.activeElement && document.activeElement.id;
    if (window.dash_clientside.set_props) { // Dash is there
      window.dash_clientside.set_props('shell-notice', {children: null}); // it was about what is left now
    }
    window.history[replace ? 'replaceState' : 'pushState'](null, '', target.pathname + target.search + target.hash);
    window.dispatchEvent(new Event('_dashprivate_pushstate')); // dcc.Location listens to it, as for dcc.Link
  }

  /** Write values into the query of the address; an empty value leaves its key out. */
  function choose(values) {
    var query = new URLSearchParams(window.location.search);
    Object.keys(values).forEach(function (key) {
      if (values[key]) query.set(key, values[key]); else query.delete(key);
    });
    // In the order in which the server writes them, so that one view has one address.
    var ordered = new URLSearchParams();
    KEYS.concat(Array.from(query.keys()).sort()).forEach(function (key) {
      if (query.has(key) && !ordered.has(key)) ordered.set(key, query.get(key));
    });
    var text = ordered.toString().replace(/%2C/g, ',');
    go(window.location.pathname + (text ? '?' + text : '') + window.location.hash, true);
  }

  function isInside(link) {
    return link.origin === window.location.origin && !link.target && !link.hasAttribute('download') &&
      !link.closest('[data-plain]') && !PLAIN.test(link.pathname);
  }

  document.addEventListener('click', function (event) {
    var link = event.target.closest && event.target.closest('a[href]');
    if (!link || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || !isInside(link)) return;
    var samePage = link.pathname === window.location.pathname && link.search === window.location.search;
    if (link.hash && samePage) return; // a place on this page: the browser goes there
    event.preventDefault();
    toPlace = !!link.hash;
    go(link.href, !!link.closest('[data-replace]'));
  });

  document.addEventListener('change', function (event) {
    var control = event.target;
    var choice = control.closest && control.closest('.zb-choice');
    if (!choice || !control.name) return;
    var value = control.type === 'checkbox' ? (control.checked ? '1' : '') : control.value.replace(/^-$/, '');
    if (choice.dataset.remember) {
      try {
        if (value) window.localStorage.setItem('zb-' + choice.dataset.remember, value);
        else window.localStorage.removeItem('zb-' + choice.dataset.remember);
        document.cookie = 'zb-' + choice.dataset.remember + '=' + value + '; path=/; samesite=lax; max-age=' + (value ? 31536000 : 0);
      } catch (error) { /* storage is off: nothing is remembered */ }
    }
    var values = {};
    values[control.name] = value;
    choose(values);
  });

  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.shell = {
    /** Ask the server for the address, unless it is what is shown already. */
    navigate: function (path, search, answer) {
      if (!path) return window.dash_clientside.no_update;
      var known = answer || JSON.parse(byId('shell-first').textContent);
      var drawn = root.dataset.drawn === root.getAttribute('data-bs-theme');
      if (known && drawn && known.address === path + (search || '')) { // the first page came with the document
        shown(known.address);
        return window.dash_clientside.no_update;
      }
      byId('shell-page').setAttribute('aria-busy', 'true');
      return {path: path, search: search || ''};
    },

    /** A page has arrived: markup, title, language, focus, place, and the sentence for the live region. */
    settle: function (answer, markup) {
      if (!answer || !answer.address) return window.dash_clientside.no_update;
      var now = window.location.pathname + window.location.search;
      if (answer.address !== now) { // the reader has gone on meanwhile
        window.dash_clientside.set_props('shell-request', {
          data: {path: window.location.pathname, search: window.location.search},
        });
        return window.dash_clientside.no_update;
      }
      root.dataset.drawn = root.getAttribute('data-bs-theme');
      window.zielblick.show(markup || '');
      byId('shell-page').removeAttribute('aria-busy');
      document.title = answer.title;
      root.lang = answer.language;
      var isOther = lastPath !== window.location.pathname;
      lastPath = window.location.pathname;
      var isPlace = isOther || toPlace;
      toPlace = false;
      window.setTimeout(function () {
        var place = isPlace && window.location.hash && byId(decodeURIComponent(window.location.hash.slice(1)));
        var focus = place || (isOther ? byId('inhalt') : lastFocus && byId(lastFocus));
        if (focus && !focus.matches('a[href], button, input, select, [tabindex]')) focus.tabIndex = -1;
        if (focus) focus.focus({preventScroll: true});
        if (place) place.scrollIntoView(); else if (isOther) window.scrollTo(0, 0);
        shown(answer.address);
      }, 0);
      said = answer.said === said ? answer.said + '\u00a0' : answer.said; // else the same words are not read out again
      return said;
    },
  };

  window.zielblick = Object.assign(window.zielblick || {}, {go: go, choose: choose});
})();
