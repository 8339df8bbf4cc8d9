/* Keys for those who type, a tour for those who are new, and what official words mean. No texts in here: they come
   with the companion of the search. Keys of one letter can be switched off (WCAG 2.1.4) and never act in a field. */
(function () {
  'use strict';

  var OFF = 'zb-tasten';
  var PLACES = { // where a step of the tour points to
    sentence: 'main .zb-lead', tiles: '.zb-sums', matrix: '.zb-matrix-frame', context: '.zb-context',
    chart: 'main .zb-chart__menu', search: '.zb-search',
  };
  var first = ''; // g, waiting for its second key
  var waiting = null;
  var back = null; // what had the focus before

  function byId(id) { return document.getElementById(id); }

  function read(name) { try { return window.localStorage.getItem(name); } catch (error) { return null; } }
  function write(name, value) { try { window.localStorage.setItem(name, value); } catch (error) { /* not remembered */ } }

  /** The parts of the help in the language of the page, at the end of the document. */
  function help() {
    return window.zielblick.companion().then(function (found) {
      var holder = byId('shell-help');
      if (!holder) {
        holder = document.createElement('div');
        holder.id = 'shell-help';
        document.body.appendChild(holder);
      }
      if (holder.dataset.language !== document.documentElement.lang) {
        holder.innerHTML = found.help;
        holder.dataset.language = document.documentElement.lang;
      }
      return found;
    });
  }

  // Keys ----

  function openKeys() {
    help().then(function () {
      var dialog = byId('shell-keys');
      if (dialog.open) return;
      byId('keys-on').checked = read(OFF) !== 'aus';
      back = document.activeElement;
      dialog.showModal();
    });
  }

  document.addEventListener('close', function (event) {
    if (event.target.id === 'shell-keys' && back && back.isConnected) back.focus();
  }, true);

  document.addEventListener('change', function (event) {
    if (event.target.id === 'keys-on') write(OFF, event.target.checked ? 'an' : 'aus');
  });

  function follow(id) {
    var link = byId(id);
    if (link && link.href) link.click();
  }

  function page(path) {
    var query = window.zielblick.carried().toString();
    window.zielblick.go(path + (query ? '?' + query : ''));
  }

  function ownDistrict() {
    var key = new URLSearchParams(window.location.search).get('bezirk') || read('zb-bezirk');
    if (key) page('/bezirk/' + key.split(',')[0]); else byId('shell-district').focus();
  }

  var KEYS = {
    '?': openKeys,
    '/': function () { byId('shell-search').focus(); },
    ',': function () { follow('shell-period-before'); },
    '.': function () { follow('shell-period-after'); },
    'l': function () { var button = document.querySelector('.zb-context__link button[data-copy=""]'); if (button) button.click(); },
    'h': function () { window.zielblick.theme(document.documentElement.dataset.bsTheme === 'dark' ? 'light' : 'dark'); },
    'g u': function () { page('/'); },
    'g b': ownDistrict,
    'g v': function () { page('/vergleich'); },
    'g l': function () { page('/lieferungen'); },
    'g m': function () { page('/methodik'); },
  };

  function isTyping(target) {
    return target.closest('input, select, textarea, [contenteditable], dialog, [role=dialog], [role=grid]');
  }

  document.addEventListener('keydown', function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
    if (read(OFF) === 'aus' || isTyping(event.target) || !document.querySelector('[data-index]')) return;
    var key = first + event.key.toLowerCase();
    window.clearTimeout(waiting);
    first = '';
    if (key === 'g') {
      first = 'g ';
      waiting = window.setTimeout(function () { first = ''; }, 1500);
    } else if (Object.prototype.hasOwnProperty.call(KEYS, key)) {
      event.preventDefault();
      KEYS[key]();
    }
  });

  // The tour ----

  var steps = [];
  var at = -1;

  function offered() { document.documentElement.removeAttribute('data-visit'); write('zb-tour', 'gesehen'); }

  function startTour() {
    help().then(function () {
      if (!document.querySelector('.zb-matrix-frame')) {
        page('/');
        document.addEventListener('zb:shown', startTour, {once: true});
        return;
      }
      offered();
      steps = Array.prototype.filter.call(document.querySelectorAll('#shell-tour [data-step]'), function (step) {
        return document.querySelector(PLACES[step.dataset.step]);
      });
      back = document.activeElement;
      byId('shell-tour').hidden = false;
      goTo(0);
      byId('shell-tour').focus();
    });
  }

  function point(selector) {
    var old = document.querySelector('.zb-pointed');
    if (old) old.classList.remove('zb-pointed');
    var place = selector && document.querySelector(selector);
    if (!place) return;
    place.classList.add('zb-pointed');
    place.scrollIntoView({block: 'center'});
  }

  function goTo(place) {
    var box = byId('shell-tour');
    if (place >= steps.length) { endTour(); return; }
    at = Math.max(place, 0);
    steps.forEach(function (step, index) { step.hidden = index !== at; });
    var count = box.querySelector('[data-count]');
    count.textContent = count.dataset.count.replace('{n}', at + 1).replace('{total}', steps.length);
    box.querySelector('[data-tour=back]').disabled = at === 0;
    var next = box.querySelector('[data-tour=next]');
    next.dataset.label = next.dataset.label || next.textContent;
    next.textContent = at === steps.length - 1 ? next.parentNode.dataset.done : next.dataset.label;
    box.querySelector('[data-tour=end]').hidden = at === steps.length - 1;
    point(PLACES[steps[at].dataset.step]);
  }

  function endTour() {
    point('');
    byId('shell-tour').hidden = true;
    at = -1;
    var place = back && back.isConnected && back.offsetParent ? back : byId('inhalt');
    if (place) place.focus({preventScroll: true});
  }

  document.addEventListener('keydown', function (event) {
    if (at < 0) return;
    if (event.key === 'Escape') endTour();
    else if (event.target.closest('#shell-tour') && event.key === 'ArrowRight') goTo(at + 1);
    else if (event.target.closest('#shell-tour') && event.key === 'ArrowLeft') goTo(at - 1);
  });
  document.addEventListener('zb:shown', function () { // another page, with other parts
    if (at >= 0 && !document.querySelector('.zb-matrix-frame')) endTour();
  });

  // What official words mean ----

  function term(button) {
    window.zielblick.companion().then(function (found) {
      var meaning = found.terms[button.dataset.term];
      if (!meaning) return;
      var box = byId('shell-term') || document.body.appendChild(document.createElement('div'));
      box.id = 'shell-term';
      box.className = 'zb-term-box';
      box.setAttribute('role', 'status');
      box.textContent = meaning;
      box.hidden = false;
      button.setAttribute('aria-expanded', 'true');
      var place = button.getBoundingClientRect();
      var left = Math.min(place.left, document.documentElement.clientWidth - box.offsetWidth - 8);
      box.style.left = Math.max(left, 8) + window.scrollX + 'px';
      box.style.top = place.bottom + window.scrollY + 4 + 'px';
    });
  }

  function closeTerm() {
    var box = byId('shell-term');
    if (!box || box.hidden) return;
    box.hidden = true;
    Array.prototype.forEach.call(document.querySelectorAll('.zb-term[aria-expanded=true]'), function (button) {
      button.setAttribute('aria-expanded', 'false');
    });
  }

  document.addEventListener('keydown', function (event) { if (event.key === 'Escape') closeTerm(); });
  document.addEventListener('zb:shown', closeTerm);

  var OPENERS = {keys: openKeys, tour: startTour, never: offered};
  var TOUR = {back: function () { goTo(at - 1); }, next: function () { goTo(at + 1); }, end: endTour};

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button');
    var wasOpen = button && button.getAttribute('aria-expanded') === 'true' && button.dataset.term;
    if (!event.target.closest('.zb-term-box')) closeTerm();
    if (!button) return;
    if (button.dataset.help) OPENERS[button.dataset.help]();
    else if (button.dataset.tour) TOUR[button.dataset.tour]();
    else if (button.dataset.term && !wasOpen) term(button);
    else if (button.dataset.close !== undefined && button.closest('dialog')) button.closest('dialog').close();
  });
})();
