/* The page of the report: sentences in the words of their author, kept in this browser; preview and documents hold them.
   No texts in here: they stand in the page. */
(function () {
  'use strict';

  var PAUSE = 700; // milliseconds after the last key before the preview follows
  var timer = null;

  function editor() { return document.getElementById('report-editor'); }

  function fields() { return Array.prototype.slice.call(document.querySelectorAll('[data-sentence]')); }

  /** The edited sentences by key: those that differ from what was generated. */
  function edits() {
    var found = {};
    fields().forEach(function (field) {
      var text = field.value.trim();
      if (text && text !== field.dataset.generated.trim()) found[field.dataset.sentence] = text;
    });
    return found;
  }

  function kept(key) {
    try { return JSON.parse(window.localStorage.getItem(key) || '{}'); } catch (error) { return {}; }
  }

  function keep(key, found) {
    try {
      if (Object.keys(found).length) window.localStorage.setItem(key, JSON.stringify(found));
      else window.localStorage.removeItem(key);
    } catch (error) { /* storage is off: the words hold as long as the page is open */ }
  }

  /** The words kept for the newest other publication of this report: written before a revision, or after it. */
  function earlier(place) {
    var stem = place.dataset.stem;
    var found = {};
    try {
      Object.keys(window.localStorage)
        .filter(function (key) { return (key === stem || key.indexOf(stem + ':V') === 0) && key !== place.dataset.key; })
        .sort(function (a, b) { return Number(a.slice(stem.length + 2)) - Number(b.slice(stem.length + 2)); })
        .forEach(function (key) { Object.assign(found, kept(key)); });
    } catch (error) { /* storage is off */ }
    return found;
  }

  /** Offer what the author wrote for another publication, never take it over silently: the figures may differ. */
  function offer(field, text) {
    var place = document.querySelector('[data-earlier="' + field.id + '"]');
    if (!place) return;
    place.querySelector('q').textContent = text || '';
    place.hidden = !text || text === field.value.trim() || text === field.dataset.generated.trim();
    if (!place.hidden) place.closest('details').open = true;
  }

  function mark(field) {
    var text = field.value.trim();
    var isEdited = !!text && text !== field.dataset.generated.trim();
    field.classList.toggle('zb-report__edited', isEdited);
    var back = document.querySelector('[data-back="' + field.id + '"]');
    if (back) back.hidden = !isEdited;
  }

  /** Let the preview show the words; it stays at the place that is read. */
  function preview() {
    var form = document.getElementById('report-send');
    var frame = document.getElementById('report-preview');
    var place = 0;
    try { place = frame.contentWindow.scrollY; } catch (error) { /* nothing is shown yet */ }
    frame.addEventListener('load', function () { frame.contentWindow.scrollTo(0, place); }, {once: true});
    form.elements.aenderungen.value = JSON.stringify(edits());
    form.submit();
  }

  /** Fill the fields with the words kept for this report, once for each report that the page shows. */
  function restore() {
    var place = editor();
    if (!place || place.dataset.restored === place.dataset.key) return;
    place.dataset.restored = place.dataset.key;
    var words = kept(place.dataset.key);
    var offered = earlier(place);
    fields().forEach(function (field) {
      field.value = words[field.dataset.sentence] || field.dataset.generated;
      mark(field);
      offer(field, words[field.dataset.sentence] ? '' : offered[field.dataset.sentence]);
    });
    if (Object.keys(edits()).length) preview();
  }

  document.addEventListener('input', function (event) {
    var field = event.target.closest && event.target.closest('[data-sentence]');
    if (!field) return;
    mark(field);
    keep(editor().dataset.key, edits());
    window.clearTimeout(timer);
    timer = window.setTimeout(preview, PAUSE);
  });

  document.addEventListener('click', function (event) {
    var back = event.target.closest && event.target.closest('[data-back]');
    if (back) {
      var field = document.getElementById(back.dataset.back);
      field.value = field.dataset.generated;
      field.dispatchEvent(new Event('input', {bubbles: true}));
      field.focus();
      return;
    }
    var reuse = event.target.closest && event.target.closest('[data-reuse]');
    if (reuse) {
      var box = document.getElementById(reuse.dataset.reuse);
      box.value = reuse.parentElement.querySelector('q').textContent;
      reuse.parentElement.hidden = true;
      box.dispatchEvent(new Event('input', {bubbles: true}));
      box.focus();
      return;
    }
    var button = event.target.closest && event.target.closest('[data-report]');
    if (!button || button.disabled) return;
    var choice = Object.assign(JSON.parse(button.dataset.report), {edits: edits()});
    var state = document.getElementById('report-state');
    button.disabled = true;
    window.zielblick.order('report', choice, function (sentence) { state.textContent = sentence; })
      .catch(function (error) { state.textContent = error.message; })
      .finally(function () { button.disabled = false; });
  });

  new MutationObserver(restore).observe(document.documentElement, {
    childList: true, subtree: true, attributes: true, attributeFilter: ['data-key'],
  });
  restore();
})();
