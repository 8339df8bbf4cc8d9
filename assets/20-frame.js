/* Small things of the frame: menus, folding parts, light and dark, copied addresses. No texts in here. */
(function () {
  'use strict';

  function each(selector, action) { Array.prototype.forEach.call(document.querySelectorAll(selector), action); }

  /** Say something in the live region. */
  function announce(text) {
    if (window.dash_clientside.set_props) window.dash_clientside.set_props('shell-status', {children: text});
  }

  /** Say something to everybody: a line on screen that goes away, and the live region. */
  function say(text) {
    if (!text) return;
    announce(text);
    var toast = document.createElement('div');
    toast.className = 'zb-toast';
    toast.setAttribute('aria-hidden', 'true');
    toast.textContent = text;
    document.body.appendChild(toast);
    window.setTimeout(function () { toast.remove(); }, 3000);
  }

  function copy(text, done) {
    function fallback() {
      var area = document.createElement('textarea');
      area.value = text;
      area.className = 'zb-sr';
      document.body.appendChild(area);
      area.select();
      document.execCommand('copy');
      area.remove();
      say(done);
    }
    if (!navigator.clipboard) { fallback(); return; }
    navigator.clipboard.writeText(text).then(function () { say(done); }, fallback);
  }

  // Menus (details[data-menu]) ----
  document.addEventListener('click', function (event) {
    each('details[data-menu][open]', function (menu) {
      var inside = menu.contains(event.target);
      if (!inside || event.target.closest('.zb-menu__panel a, .zb-menu__panel button')) menu.open = false;
    });
  });
  document.addEventListener('focusout', function (event) {
    var menu = event.relatedTarget && event.target.closest && event.target.closest('details[data-menu][open]');
    if (menu && !menu.contains(event.relatedTarget)) menu.open = false; // it would lie over what has the focus now
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return;
    var menu = event.target.closest && event.target.closest('details[data-menu][open]');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });

  // Folding parts: button[aria-expanded][aria-controls] ----
  document.addEventListener('click', function (event) {
    var button = event.target.closest('button[aria-expanded][aria-controls]');
    if (!button) return;
    var part = document.getElementById(button.getAttribute('aria-controls'));
    if (!part) return;
    var open = button.getAttribute('aria-expanded') !== 'true';
    button.setAttribute('aria-expanded', String(open));
    part.hidden = !open;
    if (button.dataset.open && button.dataset.closed) button.textContent = open ? button.dataset.open : button.dataset.closed;
  });

  // Light and dark ----
  var dark = window.matchMedia('(prefers-color-scheme: dark)');

  function remember(name, value) {
    document.cookie = name + '=' + value + '; path=/; max-age=31536000; samesite=lax';
  }

  function show(mode) {
    var shown = mode === 'auto' ? (dark.matches ? 'dark' : 'light') : mode;
    remember('zb-theme-shown', shown);
    if (document.documentElement.getAttribute('data-bs-theme') !== shown) {
      document.documentElement.setAttribute('data-bs-theme', shown);
      redraw(); // charts are drawn in colours of the theme
    }
    each('button[data-theme]', function (button) {
      button.setAttribute('aria-pressed', String(button.dataset.theme === mode));
    });
  }

  function redraw() {
    if (!window.dash_clientside.set_props) return; // Dash will ask when it is there
    window.dash_clientside.set_props('shell-request', {
      data: {path: window.location.pathname, search: window.location.search, at: Date.now()},
    });
  }

  function choose(mode) {
    remember('zb-theme', mode);
    try { window.localStorage.setItem('zb-theme', mode); } catch (error) { /* other tabs will see it later */ }
    show(mode);
  }

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button[data-theme]');
    if (!button) return;
    choose(button.dataset.theme);
  });
  dark.addEventListener('change', function () {
    if (!/(?:^|; )zb-theme=(light|dark)/.test(document.cookie)) show('auto');
  });

  // Another tab has chosen: all tabs share the cookie in which charts are drawn, so they look the same.
  window.addEventListener('storage', function (event) {
    if (event.key === 'zb-theme' && event.newValue) show(event.newValue);
  });

  // Copied addresses: button[data-copy], empty for the address of the page ----
  document.addEventListener('click', function (event) {
    var button = event.target.closest('button[data-copy]');
    if (button) copy(new URL(button.dataset.copy || window.location.href, window.location.href).href, button.dataset.done);
  });

  window.zielblick = Object.assign(window.zielblick || {}, {announce: announce, say: say, copy: copy, theme: choose, redraw: redraw});
})();
