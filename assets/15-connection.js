/* Is the server there, and is what is shown still the newest? A quiet line at the foot of the window, and a way on.
   No texts in here: the words come with the page (`data-words`), as they must be there without a server. */
(function () {
  'use strict';

  var PULSE = '/_stand';
  var CALM = 60000; // between two looks while all is well
  var plain = window.fetch.bind(window);
  var build = null;
  var seen = null; // publication of the page before
  var isLost = false;
  var asksAgain = false; // the page that was asked for did not come
  var timer = null;
  var tries = 0;
  var kindShown = '';
  var line = document.body.appendChild(document.createElement('aside'));
  var said = line.appendChild(document.createElement('p'));
  var buttons = line.appendChild(document.createElement('div'));
  line.className = 'zb-quiet';
  said.setAttribute('role', 'status');

  function words() {
    var holder = document.querySelector('footer[data-words]') || document.body;
    return JSON.parse(holder.dataset.words || '{}');
  }

  function fill(text, values) {
    return (text || '').replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  /** Show the line; `actions` are pairs of a label and what it does. One at a time: the last one. */
  function tell(kind, text, actions) {
    kindShown = kind;
    line.dataset.kind = kind;
    said.textContent = text;
    buttons.textContent = '';
    actions.concat([[words().close, hush]]).forEach(function (action) {
      var button = document.createElement('button');
      button.type = 'button';
      button.className = 'zb-button';
      button.textContent = action[0];
      button.addEventListener('click', action[1]);
      buttons.appendChild(button);
    });
    document.documentElement.classList.add('zb-has-quiet');
  }

  function hush() {
    var held = line.contains(document.activeElement);
    said.textContent = buttons.textContent = kindShown = '';
    document.documentElement.classList.remove('zb-has-quiet');
    var main = document.getElementById('inhalt');
    if (held && main) main.focus({preventScroll: true});
  }

  function reload() { window.location.reload(); }

  // The connection ----

  function lost() {
    if (!isLost) {
      isLost = true;
      tries = 0;
      var w = words();
      tell('lost', w.lost, [[w.retry, function () { look(); }]]);
    }
    plan();
  }

  function found() {
    if (!isLost) return;
    isLost = false;
    var w = words();
    if (asksAgain) {
      asksAgain = false;
      hush();
      window.zielblick.say(w.found);
      window.zielblick.redraw();
    } else if (kindShown === 'lost') {
      hush();
      if (window.zielblick.say) window.zielblick.say(w.found);
    }
  }

  /** Look again: soon while the server is away, seldom while all is well, never behind other windows. */
  function plan() {
    window.clearTimeout(timer);
    tries = isLost ? tries + 1 : 0;
    timer = window.setTimeout(look, isLost ? Math.min(1000 * tries, 15000) : CALM);
  }

  function look() {
    if (document.hidden && !isLost) return;
    plain(PULSE, {cache: 'no-store'}).then(function (answer) {
      if (answer.status >= 502) throw new Error('away');
      return answer.ok ? answer.json() : {};
    }).then(function (now) {
      found();
      compare(now);
      plan();
    }, lost);
  }

  function isAway(answer) { return answer.status >= 502 && answer.status <= 504; }

  /** Dash asks with fetch. What it asks for first came with the document: neither a request nor a failure. */
  var begun = JSON.parse(document.getElementById('shell-dash').textContent);
  window.fetch = function (asked, init) {
    var address = String((asked && asked.url) || asked);
    var first = /\/_dash-(layout|dependencies)$/.exec(address);
    if (first) {
      var known = new Response(JSON.stringify(begun[first[1]]), {headers: {'Content-Type': 'application/json'}});
      return Promise.resolve(known);
    }
    if (!/\/_dash-update-component/.test(address)) return plain(asked, init);
    return plain(asked, init).then(function (answer) {
      if (!isAway(answer)) {
        if (answer.status === 401) signedOut();
        var number = answer.headers.get('Zielblick-Fault');
        if (number) tell('fault', fill(words().fault, {number: number}), []);
        return answer;
      }
      return missed(null, answer);
    }, function (error) {
      if (error && error.name === 'AbortError') throw error;
      return missed(error, null);
    });

    function missed(error, answer) {
      lost();
      document.getElementById('shell-page').removeAttribute('aria-busy'); // what is shown stays
      if (/shell-frame\.children/.test((init && init.body) || '')) asksAgain = true;
      else tell('lost', words().repeat, [[words().retry, look]]);
      if (error) throw error;
      return answer;
    }
  };

  /** A form goes off when the server is there: else the browser would put its own page in place of what was typed. */
  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.method !== 'post' || form.target || form.matches('[data-upload]') || event.defaultPrevented) return;
    if (form.dataset.isThere) { delete form.dataset.isThere; return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    plain(PULSE, {cache: 'no-store'}).then(function (answer) {
      if (isAway(answer)) throw new Error('away');
      form.dataset.isThere = '1';
      form.requestSubmit(event.submitter);
    }).catch(function () {
      lost();
      tell('lost', words().repeat, [[words().retry, look]]);
    });
  }, true);

  function signedOut() {
    var w = words();
    tell('signed-out', w.signed_out, [[w.sign_in, reload]]);
  }

  window.addEventListener('offline', lost);
  window.addEventListener('online', look);
  document.addEventListener('visibilitychange', function () { if (!document.hidden) look(); });

  // A script or style that did not come leaves a part of the page dead. ----
  window.addEventListener('error', function (event) {
    var node = event.target;
    if (!node || !/^(SCRIPT|LINK)$/.test(node.tagName || '')) return;
    tell('part', words().part, [[words().reload, reload]]);
  }, true);

  // What is shown, and what there is ----

  function shownNow() {
    var main = document.getElementById('inhalt');
    var number = main && Number(main.dataset.publication);
    return {number: number || null, isPinned: Boolean(main && main.dataset.pinned)};
  }

  function compare(now) {
    var w = words();
    if (now.build) {
      if (build && build !== now.build) {
        tell('renewed', w.renewed, [[w.reload, reload]]);
        return;
      }
      build = now.build;
    }
    var shown = shownNow();
    if (!now.publication || !shown.number || shown.isPinned || now.publication === shown.number) return;
    if (kindShown === 'published') return;
    tell('published', fill(w.published, {number: now.publication, shown: shown.number}), [
      [w.show, function () { hush(); seen = now.publication; window.zielblick.redraw(); }],
      [fill(w.keep, {shown: shown.number}), function () { hush(); window.zielblick.choose({stand: shown.number}); }],
    ]);
  }

  /** A page has come: was the one before it of an earlier publication? */
  document.addEventListener('zb:shown', function () {
    var shown = shownNow();
    var w = words();
    var before = seen;
    if (kindShown === 'published') hush();
    if (!shown.isPinned && shown.number) seen = shown.number;
    if (shown.isPinned || !before || !shown.number || before >= shown.number) return;
    tell('published', fill(w['published.seen'], {number: shown.number, shown: before}), [
      [w.changes, function () { hush(); window.zielblick.go('/?' + carried().toString() + '#aenderungen'); }],
      [fill(w.keep, {shown: before}), function () { hush(); window.zielblick.choose({stand: before}); }],
    ]);
  });

  /** The keys of the address that travel along from page to page. */
  function carried() {
    var query = new URLSearchParams(window.location.search), kept = new URLSearchParams();
    ['zeitraum', 'bezirk', 'stand', 'sprache'].forEach(function (key) {
      if (query.get(key)) kept.set(key, query.get(key).split(',')[0]);
    });
    return kept;
  }

  window.zielblick = Object.assign(window.zielblick || {}, {look: look, carried: carried});
  window.setTimeout(look, 5000); // after the page, never in its way
})();
