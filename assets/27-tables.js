/* Tables in the hands of readers: the row and column under the pointer stand out, and what is copied arrives in Excel
   and Word as cells with plain numbers, without marks and without words for screen readers. */
(function () {
  'use strict';

  // Row and column of the matrix ----

  var lit = [];
  var last = null;

  function light(cell) {
    if (cell === last) return;
    last = cell;
    lit.forEach(function (one) { one.classList.remove('is-lit'); });
    lit = [];
    if (!cell || cell.colSpan > 1) return;
    var place = cell.cellIndex, table = cell.closest('table');
    Array.prototype.forEach.call(table.rows, function (row) {
      var one = row.cells[place];
      if (place > 0 && one && row.cells.length > place && one.colSpan === 1) lit.push(one);
    });
    lit.push(cell.parentNode);
    lit.forEach(function (one) { one.classList.add('is-lit'); });
  }

  function onCell(event) {
    var cell = event.target.closest && event.target.closest('.zb-matrix th, .zb-matrix td');
    if (cell || last) light(cell);
  }

  document.addEventListener('pointerover', onCell);
  document.addEventListener('focusin', onCell);

  // Copied tables ----

  /** What a cell says to a spreadsheet: the number as it is shown, without unit, mark and grouping. */
  function plain(cell) {
    var copy = cell.cloneNode(true);
    Array.prototype.forEach.call(copy.querySelectorAll('.zb-sr, svg, [aria-hidden=true], .zb-mark, .zb-glyph, .zb-no-copy'), function (one) { one.remove(); });
    var text = copy.textContent.replace(/\s+/g, ' ').trim();
    if (cell.dataset.value !== undefined) {
      var number = text.match(/[-\u2212]?[\d.,\u202f\u00a0 ]*\d/);
      var group = document.documentElement.lang === 'en' ? /,/g : /\./g;
      if (number) return number[0].replace('\u2212', '-').replace(/[\u202f\u00a0 ]/g, '').replace(group, '');
    }
    return /^[=+@]/.test(text) ? "'" + text : text; // a spreadsheet would take it for a formula
  }

  function escaped(text) { return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'); }

  /** The rows of a table whose cells fit, as text with tabs and as a bare table. */
  function copied(table, fits) {
    var rows = Array.prototype.map.call(table.rows, function (row) {
      return Array.prototype.filter.call(row.cells, fits);
    }).filter(function (cells) { return cells.length; });
    return {
      text: rows.map(function (cells) {
        return cells.map(function (cell) { return plain(cell) + '\t'.repeat(cell.colSpan - 1); }).join('\t');
      }).join('\r\n'),
      html: '<table>' + rows.map(function (cells) {
        return '<tr>' + cells.map(function (cell) {
          var tag = cell.tagName.toLowerCase();
          return '<' + tag + (cell.colSpan > 1 ? ' colspan="' + cell.colSpan + '"' : '') + '>' + escaped(plain(cell)) + '</' + tag + '>';
        }).join('') + '</tr>';
      }).join('') + '</table>',
      cells: rows.reduce(function (sum, cells) { return sum + cells.length; }, 0),
    };
  }

  document.addEventListener('copy', function (event) {
    var selection = window.getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !event.clipboardData) return;
    var range = selection.getRangeAt(0), around = range.commonAncestorContainer;
    var table = (around.nodeType === 1 ? around : around.parentNode).closest('table');
    if (!table) return; // more than one table, or none: as the browser does it
    var made = copied(table, function (cell) { return selection.containsNode(cell, true); });
    if (made.cells < 2) return;
    event.clipboardData.setData('text/plain', made.text);
    event.clipboardData.setData('text/html', made.html);
    event.preventDefault();
  });

  /** Copy the table of a chart; falls back to the selection where the clipboard is closed to scripts. */
  function copyTable(figure, done) {
    var table = figure.querySelector('.zb-twin table') || figure.querySelector('table');
    var made = copied(table, function () { return true; });
    function asText() { window.zielblick.copy(made.text, done); }
    if (!navigator.clipboard || !window.ClipboardItem) { asText(); return; }
    navigator.clipboard.write([new window.ClipboardItem({
      'text/plain': new Blob([made.text], {type: 'text/plain'}),
      'text/html': new Blob([made.html], {type: 'text/html'}),
    })]).then(function () { window.zielblick.say(done); }, asText);
  }

  window.zielblick = Object.assign(window.zielblick || {}, {copyTable: copyTable});
})();
