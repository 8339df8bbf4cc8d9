/* A matrix of links is one stop of the Tab key; inside, arrow keys, Home and End move, with Ctrl to its ends.
   No texts in here. */
(function () {
  'use strict';

  var MATRIX = 'table.zb-matrix';
  var STOPS = 'a[href], button';

  /** What can be focused, row by row: elements with the column in which their cell begins. */
  function rows(table) {
    return Array.prototype.map.call(table.rows, function (row) {
      var column = 0;
      var stops = [];
      Array.prototype.forEach.call(row.cells, function (cell) {
        cell.querySelectorAll(STOPS).forEach(function (element) { stops.push({element: element, column: column}); });
        column += cell.colSpan;
      });
      return stops;
    }).filter(function (stops) { return stops.length; });
  }

  /** The last stop of a row that begins in a column or before it. */
  function under(stops, column) {
    var fitting = stops.filter(function (stop) { return stop.column <= column; });
    return fitting[fitting.length - 1] || stops[0];
  }

  function columnOf(cell) {
    var column = 0;
    for (var before = cell.previousElementSibling; before; before = before.previousElementSibling) column += before.colSpan;
    return column;
  }

  function position(listed, element) {
    for (var row = 0; row < listed.length; row += 1) {
      for (var place = 0; place < listed[row].length; place += 1) {
        if (listed[row][place].element === element) return {row: row, place: place};
      }
    }
    return null;
  }

  /** The stop that a key leads to; nothing at the edge. */
  function next(listed, at, column, key, toEnds) {
    var row = listed[at.row];
    var last = listed[listed.length - 1];
    if (key === 'ArrowRight') return row[at.place + 1];
    if (key === 'ArrowLeft') return row[at.place - 1];
    if (key === 'ArrowDown') return listed[at.row + 1] && under(listed[at.row + 1], column);
    if (key === 'ArrowUp') return listed[at.row - 1] && under(listed[at.row - 1], column);
    if (key === 'Home') return toEnds ? listed[0][0] : row[0];
    if (key === 'End') return toEnds ? last[last.length - 1] : row[row.length - 1];
    return null;
  }

  /** Let Tab stop at one element only: the given one, or the first. */
  function stopAt(table, element) {
    var all = table.querySelectorAll(STOPS);
    all.forEach(function (one) { one.tabIndex = -1; });
    if (element || all[0]) (element || all[0]).tabIndex = 0;
    table.dataset.roving = '';
  }

  document.addEventListener('keydown', function (event) {
    var table = event.target.closest && event.target.closest(MATRIX);
    if (!table || event.altKey || event.metaKey || event.shiftKey) return;
    var listed = rows(table);
    var at = position(listed, event.target);
    if (!at) return;
    var column = Number(table.dataset.column || 0);
    var found = next(listed, at, column, event.key, event.ctrlKey);
    if (!found) return;
    event.preventDefault();
    found.element.focus();
    // Rows of headings span all columns: the way on leads to the column that it came from.
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') table.dataset.column = column;
  });

  document.addEventListener('focusin', function (event) {
    var table = event.target.closest && event.target.closest(MATRIX);
    if (!table || !event.target.matches(STOPS)) return;
    stopAt(table, event.target);
    table.dataset.column = columnOf(event.target.closest('td, th'));
  });

  function prepare() { document.querySelectorAll(MATRIX + ':not([data-roving])').forEach(function (table) { stopAt(table); }); }

  // A choice makes the page anew and takes the mark away (15-page.js).
  var marks = {childList: true, subtree: true, attributeFilter: ['data-roving']};
  new MutationObserver(prepare).observe(document.documentElement, marks);
  prepare();
})();
