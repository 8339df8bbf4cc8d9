/* Find a page by its name: a combobox whose list is made here, from an index that comes once (`data-index`).
   No texts in here: they come with the index. The places a reader saw last are kept by this browser only. */
(function () {
  'use strict';

  var MOST = 10;
  var RECENT = 'zb-gesehen';
  var kept = {}; // what came, by address
  var listed = [];
  var active = -1;

  function byId(id) { return document.getElementById(id); }
  function field() { return byId('shell-search'); }
  function list() { return byId('shell-found'); }

  /** Index, words and help in the language of the page; asked for once per language. */
  function companion() {
    var address = document.querySelector('[data-index]').dataset.index;
    kept[address] = kept[address] || window.fetch(address).then(function (answer) {
      if (!answer.ok) throw new Error('no index');
      return answer.json();
    }).catch(function (error) {
      delete kept[address];
      window.zielblick.look();
      throw error;
    });
    return kept[address];
  }

  // What fits ----

  /** The same form for "Neukölln", "Neukoelln" and "neukolln", for "Straße" and "Strasse". */
  function fold(text) {
    return text.toLowerCase().replace(/ß/g, 'ss').normalize('NFD').replace(/[\u0300-\u036f]/g, '')
      .replace(/ae/g, 'a').replace(/oe/g, 'o').replace(/ue/g, 'u');
  }

  function parts(text) { return fold(text).split(/[^a-z0-9]+/).filter(Boolean); }

  /** Whether a word begins with what is typed, with at most `most` letters wrong, missing, extra or swapped. */
  function nearly(typed, word, most) {
    var before = null, row = [], j;
    for (j = 0; j <= word.length; j += 1) row[j] = j;
    for (var i = 1; i <= typed.length; i += 1) {
      var next = [i];
      for (j = 1; j <= word.length; j += 1) {
        var cost = typed[i - 1] === word[j - 1] ? 0 : 1;
        next[j] = Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + cost);
        if (before && j > 1 && typed[i - 1] === word[j - 2] && typed[i - 2] === word[j - 1]) {
          next[j] = Math.min(next[j], before[j - 2] + 1);
        }
      }
      before = row;
      row = next;
    }
    return Math.min.apply(null, row) <= most;
  }

  /** How well a typed word fits: beginning of a word 3, inside a word 2, nearly 1, not at all 0. */
  function fit(typed, words) {
    if (words.some(function (word) { return word.indexOf(typed) === 0; })) return 3;
    if (typed.length > 2 && words.some(function (word) { return word.indexOf(typed) > 0; })) return 2;
    var most = typed.length > 7 ? 2 : typed.length > 3 ? 1 : 0;
    return most && words.some(function (word) { return nearly(typed, word, most); }) ? 1 : 0;
  }

  function score(entry, typed) {
    entry.main = entry.main || parts(entry.title + ' ' + entry.words);
    entry.side = entry.side || parts(entry.note);
    var sum = 0;
    for (var i = 0; i < typed.length; i += 1) {
      var best = Math.max(2 * fit(typed[i], entry.main), fit(typed[i], entry.side));
      if (!best) return 0;
      sum += best;
    }
    return sum + (fold(entry.title).indexOf(typed.join(' ')) === 0 ? 1 : 0);
  }

  /** The entries that fit best, in groups in the order of the index. */
  function matches(index, text) {
    var typed = parts(text);
    var found = index.entries.map(function (entry, place) {
      return {entry: entry, place: place, score: typed.length ? score(entry, typed) : 0};
    }).filter(function (one) { return one.score > 0; });
    var top = found.reduce(function (most, one) { return Math.max(most, one.score); }, 0);
    return found.filter(function (one) { return one.score > top / 3; })
      .sort(function (a, b) { return b.score - a.score || a.place - b.place; }).slice(0, MOST)
      .map(function (one) { return one.entry; });
  }

  // Where the reader was ----

  function recent() {
    try { return JSON.parse(window.localStorage.getItem(RECENT)) || []; } catch (error) { return []; }
  }

  function write(paths) {
    try { window.localStorage.setItem(RECENT, JSON.stringify(paths)); } catch (error) { /* nothing is remembered */ }
  }

  document.addEventListener('zb:shown', function () {
    var here = window.location.pathname;
    if (!document.querySelector('[data-index]')) return;
    write([here].concat(recent().filter(function (path) { return path !== here; })).slice(0, 8));
  });

  function seenLast(index) {
    return recent().filter(function (path) { return path !== window.location.pathname; }).map(function (path) {
      return index.entries.find(function (entry) { return entry.path === path; });
    }).filter(Boolean).slice(0, 6);
  }

  // The list ----

  function node(tag, className, text) {
    var made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function group(name, entries, box) {
    if (!entries.length) return;
    var part = node('div', 'zb-search__group');
    var head = node('div', 'zb-search__head', name);
    head.id = 'shell-found-' + box.children.length;
    part.setAttribute('role', 'group');
    head.setAttribute('role', 'presentation');
    part.setAttribute('aria-labelledby', head.id);
    part.appendChild(head);
    entries.forEach(function (entry) {
      var option = node('div', 'zb-search__option');
      option.id = 'shell-option-' + listed.length;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', 'false');
      option.appendChild(node('span', '', entry.title));
      if (entry.note && entry.note !== name) option.appendChild(node('span', 'zb-search__note', entry.note));
      option.dataset.place = String(listed.length);
      part.appendChild(option);
      listed.push(entry);
    });
    box.appendChild(part);
  }

  function show(index) {
    var box = list(), text = field().value.trim();
    box.textContent = '';
    listed = [];
    if (text) {
      var found = matches(index, text);
      var kinds = found.map(function (entry) { return entry.kind; });
      Array.from(new Set(kinds)).forEach(function (kind) { // the kind of the best match first
        group(index.kinds[kind], found.filter(function (entry) { return entry.kind === kind; }), box);
      });
      if (!found.length) { // a list holds options only
        var none = box.appendChild(node('div', 'zb-search__none', index.words.nothing));
        none.setAttribute('role', 'option');
        none.setAttribute('aria-disabled', 'true');
        none.setAttribute('aria-selected', 'false');
      }
      announce(found.length ? index.words.results.replace('{n}', String(found.length)) : index.words.nothing);
    } else {
      group(index.words.recent, seenLast(index), box);
    }
    open(box.children.length > 0);
    mark(text && listed.length ? 0 : -1);
  }

  var saying = null;
  function announce(text) {
    window.clearTimeout(saying);
    saying = window.setTimeout(function () { window.zielblick.announce(text); }, 600);
  }

  function open(isOpen) {
    list().hidden = !isOpen;
    field().setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) mark(-1);
  }

  function mark(place) {
    active = place;
    Array.prototype.forEach.call(list().querySelectorAll('[role=option]'), function (option, at) {
      option.setAttribute('aria-selected', String(at === place));
      if (at === place) option.scrollIntoView({block: 'nearest'});
    });
    if (place < 0) field().removeAttribute('aria-activedescendant');
    else field().setAttribute('aria-activedescendant', 'shell-option-' + place);
  }

  function addressOf(entry) {
    var query = window.zielblick.carried().toString().replace(/%2C/g, ',');
    return entry.path + (query ? '?' + query : '');
  }

  function take(place, isApart) {
    var entry = listed[place];
    if (!entry) return;
    if (isApart) { window.open(addressOf(entry), '_blank', 'noopener'); return; }
    field().value = '';
    open(false);
    field().blur();
    window.zielblick.go(addressOf(entry));
  }

  function refresh() {
    companion().then(function (index) { if (document.activeElement === field()) show(index); }, function () { /* the notice says it */ });
  }

  document.addEventListener('focusin', function (event) { if (event.target === field()) refresh(); });
  document.addEventListener('focusout', function (event) { if (event.target === field() && list()) open(false); });
  document.addEventListener('input', function (event) { if (event.target === field()) refresh(); });
  document.addEventListener('pointerdown', function (event) { // before the field loses the focus
    var option = event.target.closest && event.target.closest('.zb-search__found');
    if (option) event.preventDefault();
  });
  document.addEventListener('click', function (event) {
    var option = event.target.closest('.zb-search__option');
    if (option) take(Number(option.dataset.place), event.ctrlKey || event.metaKey);
  });
  document.addEventListener('keydown', function (event) {
    if (event.target !== field() || event.isComposing) return;
    var key = event.key, isOpen = !list().hidden, last = listed.length - 1;
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      event.preventDefault();
      if (!isOpen) { refresh(); return; }
      if (last < 0) return;
      mark(key === 'ArrowDown' ? (active >= last ? 0 : active + 1) : (active <= 0 ? last : active - 1));
    } else if (key === 'Enter') {
      event.preventDefault();
      if (isOpen && active >= 0) take(active, event.ctrlKey || event.metaKey);
    } else if (key === 'Escape') {
      if (isOpen) open(false); else field().value = '';
      event.preventDefault();
    }
  });

  window.zielblick = Object.assign(window.zielblick || {}, {companion: companion});
})();
