/* The address says what is shown. Links and choices write it, the router of the server reads it. */
(function () {
  'use strict';

  var PLAIN = /^\/(assets|packages|api|anmelden|abmelden|vorlagen|bericht\/vorschau|healthz|readyz|_)/;
  var KEYS = ['zeitraum', 'bezirk', 'kennzahl', 'ebene', 'stand', 'sprache'];
  var root = document.documentElement;
  var lastPath = window.location.pathname;
  var lastFocus = null;
  var said = ''; // what the live region holds
  var toPlace = false; // a link has named a place on the page that comes
  var comesBack = null; // where the reader was on a page that the history goes back to

  function byId(id) { return document.getElementById(id); }

  /** Say which address is shown: in the document for whoever waits for it, and to the other scripts. */
  function shown(answer) {
    root.dataset.shown = answer.address;
    document.dispatchEvent(new CustomEvent('zb:shown', {detail: answer}));
  }

  /** Keep something about this entry of the history, such as how far the reader has scrolled. */
  function keep(more) {
    window.history.replaceState(Object.assign({}, window.history.state, more), '');
  }

  /** Which keys of the query another address changes: "zeitraum". */
  function changed(target) {
    var before = new URLSearchParams(window.location.search), after = target.searchParams;
    return Array.from(new Set(Array.from(before.keys()).concat(Array.from(after.keys())))).filter(function (key) {
      return before.get(key) !== after.get(key);
    }).sort().join();
  }

  /** Go to an address of the application. A choice on the same page is one step back, however often the reader
      changes the same thing; the language is none. */
  function go(address, isChoice) {
    var target = new URL(address, window.location.href);
    if (target.href === window.location.href) return;
    lastFocus = document.activeElement && document.activeElement.id;
    if (window.dash_clientside.set_props) { // Dash is there
      window.dash_clientside.set_props('shell-notice', {children: null}); // it was about what is left now
    }
    var choice = isChoice && target.pathname === window.location.pathname ? changed(target) : '';
    var state = window.history.state || {};
    var isSame = choice && (choice === 'sprache' || choice === state.choice);
    if (!isSame) keep({scroll: window.scrollY});
    window.history[isSame ? 'replaceState' : 'pushState'](
      isSame ? state : {choice: choice}, '', target.pathname + target.search + target.hash);
    window.dispatchEvent(new Event('_dashprivate_pushstate')); // dcc.Location listens to it, as for dcc.Link
  }

  // The browser would scroll before the page is there. ----
  var resting = null;
  window.history.scrollRestoration = 'manual';
  window.addEventListener('popstate', function (event) {
    window.clearTimeout(resting);
    var kept = (event.state && event.state.scroll) || 0;
    if (window.location.pathname + window.location.search !== root.dataset.shown) comesBack = kept;
    else if (event.state) window.scrollTo(0, kept); // a place on the page that is shown
  });

  /** Scroll to where the reader was; the page may still be growing. */
  function rest(place, tries) {
    window.scrollTo(0, place);
    if (Math.abs(window.scrollY - place) < 2 || !tries) comesBack = null;
    else window.requestAnimationFrame(function () { rest(place, tries - 1); });
  }

  window.addEventListener('scroll', function () {
    window.clearTimeout(resting);
    resting = window.setTimeout(function () { if (comesBack === null) keep({scroll: window.scrollY}); }, 200);
  }, {passive: true});

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
        shown(known);
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
        if (comesBack !== null) rest(comesBack, 60);
        else if (place) place.scrollIntoView();
        else if (isOther) window.scrollTo(0, 0);
        shown(answer);
      }, 0);
      said = answer.said === said ? answer.said + '\u00a0' : answer.said; // else the same words are not read out again
      return said;
    },
  };

  var before = window.history.state && window.history.state.scroll; // loaded anew
  if (before) window.scrollTo(0, before);
  window.zielblick = Object.assign(window.zielblick || {}, {go: go, choose: choose});
})();
