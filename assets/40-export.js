/* Pictures and tables of a chart, with title, period, state of the data, source and address inside. Pictures are
   ordered from the renderer (40-orders.js); only where there is none, this browser draws what is on the screen. No texts
   in here: labels come from `main[data-labels]`, the rest from the figure (see dash_app/components). */
(function () {
  'use strict';

  function textOf(node) { return node ? node.textContent.replace(/\s+/g, ' ').trim() : ''; }

  /** What goes into every download of a figure. */
  function about(figure) {
    var main = document.getElementById('inhalt');
    var labels = JSON.parse(main.dataset.labels || '{}');
    var title = textOf(figure.querySelector('.zb-chart__head h2, .zb-chart__head h3, .zb-chart__head h4'));
    var lines = [
      [labels.period, figure.dataset.period || main.dataset.period],
      [labels.state, main.dataset.state],
      [labels.source, figure.dataset.source],
      [labels.address, placed(main.dataset.address || window.location.href, figure)],
    ].filter(function (line) { return line[0] && line[1]; });
    return {
      title: title || document.title,
      subtitle: textOf(figure.querySelector('.zb-chart__subtitle')),
      lines: lines,
      demo: main.dataset.demo || '',
      labels: labels,
      name: fileName(figure, main),
    };
  }

  /** An address that leads to the figure. */
  function placed(address, figure) {
    var full = new URL(address, window.location.href);
    if (figure.id) full.hash = figure.id;
    return full.href;
  }

  function fileName(figure, main) {
    var indicator = figure.id.indexOf(figure.dataset.indicator) < 0 ? figure.dataset.indicator : '';
    var parts = ['zielblick', indicator, figure.id, figure.dataset.period || main.dataset.period];
    return parts.filter(Boolean).join('_').toLowerCase()
      .replace(/ä/g, 'ae').replace(/ö/g, 'oe').replace(/ü/g, 'ue').replace(/ß/g, 'ss')
      .replace(/[^a-z0-9_]+/g, '-').replace(/-+$/, '');
  }

  function save(blob, name) {
    var link = document.createElement('a');
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    window.setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
  }

  // Table ----

  /** A text as a field of CSV, the same rule as dash_app/exports/delimited.py. */
  function field(text) {
    if (/^[=+@\t\r\n\uff1d\uff0b\uff0d\uff20-]./.test(text)) text = "'" + text; // a spreadsheet would take it for a formula
    return /[;"\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function cell(node) {
    var value = node.dataset.value;
    if (value !== undefined) return value.replace(/\.0$/, '').replace('.', ',');
    var text = textOf(node);
    return field(text);
  }

  function csv(figure) {
    var table = figure.querySelector('.zb-twin table') || figure.querySelector('table');
    var info = about(figure);
    var head = [[info.labels.title, info.title]].concat(info.subtitle ? [['', info.subtitle]] : [], info.lines);
    if (info.demo) head.push([info.labels.note, info.demo]);
    var quoted = head.map(function (line) {
      return line.map(field).join(';');
    });
    var rows = Array.prototype.map.call(table.rows, function (row) {
      return Array.prototype.map.call(row.cells, function (node) {
        return cell(node) + ';'.repeat(node.colSpan - 1);
      }).join(';');
    });
    var text = quoted.concat([''], rows).join('\r\n') + '\r\n';
    save(new Blob(['\ufeff', text], {type: 'text/csv;charset=utf-8'}), info.name + '.csv');
  }

  /** All published values of the indicator of a figure, of the publication that the page shows. */
  function values(format) {
    return function (figure) {
      var shown = new URL(document.getElementById('inhalt').dataset.address || window.location.href, window.location.href);
      var asked = new URLSearchParams({indicator: figure.dataset.indicator, format: format});
      var stand = shown.searchParams.get('stand');
      if (stand) asked.set('publication', stand);
      var link = document.createElement('a');
      link.href = '/api/v1/values?' + asked;
      link.download = ['zielblick', figure.dataset.indicator, stand && 'v' + stand].filter(Boolean).join('_') + '.' + format;
      link.click();
    };
  }

  // Picture ----

  function token(name) { return window.getComputedStyle(document.documentElement).getPropertyValue('--zb-' + name).trim(); }

  /** What Plotly draws for a figure: the chart on the page, or the one kept for exports (`data-figure`). */
  function drawing(figure) {
    var place = figure.querySelector('.zb-plot');
    if (place) {
      return window.zielblick.charts.draw(place).then(function (graph) {
        return {source: graph, width: graph.offsetWidth, height: graph.offsetHeight};
      });
    }
    var kept = JSON.parse(figure.dataset.figure);
    kept.layout.template = JSON.parse(document.getElementById('shell-template').textContent);
    var size = {source: kept, width: kept.layout.width || Math.max(figure.offsetWidth, 640), height: kept.layout.height || 400};
    return window.zielblick.charts.plotly().then(function () { return size; });
  }

  function style() {
    return {font: token('font').replace(/"/g, "'"), ink: token('ink'), muted: token('muted'), text: token('text'), surface: token('surface')};
  }

  /** The picture of a figure as it is on the screen: text of an SVG with its size. */
  function picture(figure) {
    return drawing(figure).then(function (drawn) {
      return window.zielblick.picture(window.Plotly, Object.assign(drawn, {least: 480}), about(figure), style());
    });
  }

  function saveHere(figure, format) {
    var name = fileName(figure, document.getElementById('inhalt')) + '.' + format;
    return picture(figure).then(function (made) {
      if (format === 'svg') return save(new Blob([made.svg], {type: 'image/svg+xml'}), name);
      return window.zielblick.canvas(made, 2).then(function (sheet) {
        sheet.toBlob(function (blob) { save(blob, name); }, 'image/png');
      });
    });
  }

  // Ordered pictures ----

  function words() { return JSON.parse(document.getElementById('inhalt').dataset.orders || '{}'); }

  /** Say beside the chart how far its picture is; an empty sentence takes the place away. */
  function tell(figure, sentence) {
    var place = figure.querySelector('.zb-chart__order');
    if (!place) {
      place = document.createElement('p');
      place.className = 'zb-chart__order';
      place.setAttribute('role', 'status');
      figure.querySelector('.zb-chart__head').after(place);
    }
    place.textContent = sentence;
    place.hidden = !sentence;
  }

  function chosen(figure, name, usual) {
    var field = figure.querySelector('select[data-look="' + name + '"]');
    return field ? field.value : usual;
  }

  function order(format) {
    return function (figure) {
      var look = chosen(figure, 'look', 'light');
      var choice = {
        address: window.location.pathname + window.location.search,
        block: figure.id,
        format: format,
        width_cm: Number(chosen(figure, 'width', '16')),
        look: look === 'shown' ? document.documentElement.dataset.bsTheme : look,
      };
      var show = tell.bind(null, figure);
      window.zielblick.order('chart', choice, show).catch(function (problem) {
        var canDraw = format !== 'pdf' && (figure.dataset.figure || figure.querySelector('.zb-plot'));
        if (!problem.isNobodyThere || !canDraw) return show(problem.message);
        return saveHere(figure, format).then(function () { show(words().here); });
      });
    };
  }

  /** Width and look of pictures, in the menu of a chart as soon as it is opened; the last choice is remembered. */
  function equip(menu) {
    var panel = menu.querySelector('.zb-menu__panel');
    if (!panel.querySelector('[data-export="png"]') || panel.querySelector('select')) return;
    words().fields.slice().reverse().forEach(function (field) {
      var label = document.createElement('label');
      var select = document.createElement('select');
      label.className = 'zb-chart__look';
      select.className = 'form-select form-select-sm';
      select.dataset.look = field.name;
      field.options.forEach(function (option) { select.add(new Option(option[1], option[0])); });
      select.value = window.localStorage.getItem('zb-picture-' + field.name) || field.usual;
      if (!select.value) select.value = field.usual;
      select.addEventListener('change', function () { window.localStorage.setItem('zb-picture-' + field.name, select.value); });
      label.append(field.label, select);
      panel.prepend(label);
    });
  }

  document.addEventListener('toggle', function (event) {
    if (event.target.matches('details.zb-chart__menu[open]')) equip(event.target);
  }, true);

  var ACTIONS = {
    png: order('png'),
    svg: order('svg'),
    pdf: order('pdf'),
    csv: csv,
    xlsx: values('xlsx'),
    'values-csv': values('csv'),
    parquet: values('parquet'),
    copy: function (figure, button) { window.zielblick.copyTable(figure, button.dataset.done); },
    link: function (figure, button) { window.zielblick.copy(placed(window.location.href, figure), button.dataset.done || textOf(button)); },
  };

  document.addEventListener('click', function (event) {
    var button = event.target.closest('button[data-export]');
    var figure = button && button.closest('figure.zb-chart');
    if (!figure) return;
    var action = ACTIONS[button.dataset.export];
    if (action) action(figure, button);
    var menu = button.closest('details');
    if (menu) { menu.open = false; menu.querySelector('summary').focus(); }
  });
})();
