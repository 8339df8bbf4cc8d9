/* A page has arrived as markup: what is shown becomes it, and what stays the same is left alone (docs/decisions/0016). */
(function () {
  'use strict';

  /** Whether one element can become the other; pages, and things with names, are not mixed up. */
  function fits(old, fresh) {
    if (old.nodeType !== fresh.nodeType || old.nodeName !== fresh.nodeName) return false;
    if (old.nodeType !== 1) return true;
    return old.id === fresh.id && old.getAttribute('data-page') === fresh.getAttribute('data-page');
  }

  function setAttributes(old, fresh) {
    Array.prototype.slice.call(fresh.attributes).forEach(function (each) {
      if (old.getAttribute(each.name) !== each.value) old.setAttribute(each.name, each.value);
    });
    Array.prototype.slice.call(old.attributes).forEach(function (each) {
      var stays = each.name === 'open'; // a part that the reader has unfolded
      if (!stays && !fresh.hasAttribute(each.name)) old.removeAttribute(each.name);
    });
  }

  /** What a reader has set in a control is what the address says. */
  function setControl(old, fresh) {
    if (old.nodeName === 'SELECT') old.value = fresh.value;
    if (old.nodeName === 'INPUT' && old.type === 'checkbox') old.checked = fresh.checked;
  }

  function drop(node) {
    if (node.nodeType === 1) window.zielblick.charts.forget(node);
    node.remove();
  }

  function children(old, fresh) {
    var at = old.firstChild;
    Array.prototype.slice.call(fresh.childNodes).forEach(function (wanted) {
      var found = at;
      if (wanted.id && !(at && fits(at, wanted))) { // it may have moved
        for (found = at; found && !fits(found, wanted);) found = found.nextSibling;
      }
      if (found && fits(found, wanted)) {
        if (found === at) at = at.nextSibling; else old.insertBefore(found, at);
        become(found, wanted);
      } else {
        old.insertBefore(wanted, at);
      }
    });
    while (at) { var next = at.nextSibling; drop(at); at = next; }
  }

  /** Make an element what another one is. */
  function become(old, fresh) {
    if (old.isEqualNode(fresh)) { setControl(old, fresh); return; }
    if (old.nodeType !== 1) { old.nodeValue = fresh.nodeValue; return; }
    if (old.classList.contains('zb-plot')) { // Plotly has filled it
      old.style.height = fresh.style.height;
      old.dataset.locale = fresh.dataset.locale;
      return;
    }
    setAttributes(old, fresh);
    children(old, fresh);
    setControl(old, fresh);
  }

  /** Show a page; without markup its parts are components of Dash. */
  function show(markup) {
    var place = document.getElementById('shell-page');
    var made = document.createElement('template');
    made.innerHTML = markup;
    children(place, made.content);
    window.zielblick.charts.look();
  }

  // An answer that never came, as without a connection: what is shown stays, and looks like it.
  new MutationObserver(function (changes) {
    var frame = document.getElementById('shell-frame');
    if (!changes.some(function (each) { return each.target === frame; }) || frame.hasAttribute('data-dash-is-loading')) return;
    window.setTimeout(function () {
      if (!frame.hasAttribute('data-dash-is-loading')) document.getElementById('shell-page').removeAttribute('aria-busy');
    }, 300);
  }).observe(document.documentElement, {subtree: true, attributes: true, attributeFilter: ['data-dash-is-loading']});

  window.zielblick = Object.assign(window.zielblick || {}, {show: show});
})();
