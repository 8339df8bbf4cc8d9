/* Pictures and tables of a chart, with title, period, state of the data, source and address inside. No texts in here:
   labels come from `main[data-labels]`, the rest from the figure (see dash_app/components). */
(function () {
  'use strict';

  var PAD = 16;
  var LINE = 1.4;

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
    var parts = ['zielblick', figure.dataset.indicator, figure.dataset.chart, figure.dataset.period || main.dataset.period];
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

  function cell(node) {
    var value = node.dataset.value;
    if (value !== undefined) return value.replace(/\.0$/, '').replace('.', ',');
    var text = textOf(node);
    if (/^[=+@\t-]./.test(text)) text = "'" + text; // a spreadsheet would take it for a formula
    return /[;"\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }

  function csv(figure) {
    var table = figure.querySelector('.zb-twin table') || figure.querySelector('table');
    var info = about(figure);
    var head = [[info.labels.title, info.title]].concat(info.subtitle ? [['', info.subtitle]] : [], info.lines);
    if (info.demo) head.push([info.labels.note, info.demo]);
    var quoted = head.map(function (line) {
      return line.map(function (text) { return /[;"\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text; }).join(';');
    });
    var rows = Array.prototype.map.call(table.rows, function (row) {
      return Array.prototype.map.call(row.cells, function (node) {
        return cell(node) + ';'.repeat(node.colSpan - 1);
      }).join(';');
    });
    var text = quoted.concat([''], rows).join('\r\n') + '\r\n';
    save(new Blob(['\ufeff', text], {type: 'text/csv;charset=utf-8'}), info.name + '.csv');
  }

  // Picture ----

  function token(name) { return window.getComputedStyle(document.documentElement).getPropertyValue('--zb-' + name).trim(); }

  function wrapped(text, font, width) {
    var pen = document.createElement('canvas').getContext('2d');
    pen.font = font;
    var lines = [''];
    text.split(' ').forEach(function (word) {
      var longer = lines[lines.length - 1] ? lines[lines.length - 1] + ' ' + word : word;
      if (pen.measureText(longer).width <= width || !lines[lines.length - 1]) lines[lines.length - 1] = longer;
      else lines.push(word);
    });
    return lines;
  }

  function escaped(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  }

  /** Lay out paragraphs from `top`; returns SVG texts and where they end. */
  function paragraphs(texts, top, width) {
    var family = token('font').replace(/"/g, "'");
    var y = top;
    var marks = texts.filter(function (p) { return p.text; }).map(function (p) {
      return wrapped(p.text, p.weight + ' ' + p.size + 'px ' + family, width - 2 * PAD).map(function (line) {
        y += p.size * LINE;
        return '<text x="' + PAD + '" y="' + y.toFixed(1) + '" font-family="' + escaped(family) + '" font-size="' + p.size +
          '" font-weight="' + p.weight + '" fill="' + token(p.colour) + '">' + escaped(line) + '</text>';
      }).join('');
    });
    return {svg: marks.join(''), end: y};
  }

  /** What Plotly draws for a figure: the chart on the page, or the one kept for exports (`data-figure`). */
  function drawing(figure) {
    var place = figure.querySelector('.zb-plot');
    if (place) {
      return window.zielblick.charts.draw(place).then(function (graph) {
        return {source: graph, width: graph.offsetWidth, height: graph.offsetHeight};
      });
    }
    var kept = JSON.parse(figure.dataset.figure);
    var size = {source: kept, width: kept.layout.width || Math.max(figure.offsetWidth, 640), height: kept.layout.height || 400};
    return window.zielblick.charts.plotly().then(function () { return size; });
  }

  /** The picture as SVG text with its size: heading, the chart as it is drawn, and where it comes from. */
  function picture(figure) {
    var info = about(figure);
    var drawn, width, height;
    return drawing(figure).then(function (found) {
      drawn = found;
      width = Math.max(drawn.width, 480);
      height = drawn.height;
      return window.Plotly.toImage(drawn.source, {format: 'svg', width: drawn.width, height: height});
    }).then(function (url) {
      var chart = decodeURIComponent(url.slice(url.indexOf(',') + 1)).replace(/^<\?xml[^>]*>/, '');
      var head = paragraphs([
        {text: info.title, size: 18, weight: 650, colour: 'ink'},
        {text: info.subtitle, size: 14, weight: 400, colour: 'muted'},
        {text: info.demo, size: 14, weight: 650, colour: 'text'},
      ], PAD / 2, width);
      var foot = paragraphs(info.lines.map(function (line) {
        return {text: line[0] + ': ' + line[1], size: 11, weight: 400, colour: 'muted'};
      }), head.end + PAD + height + PAD / 2, width);
      var total = Math.ceil(foot.end + PAD);
      var place = '<svg x="' + (width - drawn.width) / 2 + '" y="' + (head.end + PAD).toFixed(1) + '" ';
      var svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="' + width +
        '" height="' + total + '" viewBox="0 0 ' + width + ' ' + total + '"><title>' + escaped(info.title) + '</title>' +
        '<rect width="100%" height="100%" fill="' + token('surface') + '"/>' + head.svg +
        chart.replace('<svg ', place) + foot.svg + '</svg>';
      return {svg: svg, width: width, height: total, name: info.name};
    });
  }

  function saveSvg(figure) {
    return picture(figure).then(function (made) { save(new Blob([made.svg], {type: 'image/svg+xml'}), made.name + '.svg'); });
  }

  function savePng(figure) {
    return picture(figure).then(function (made) {
      return new Promise(function (resolve, reject) {
        var address = URL.createObjectURL(new Blob([made.svg], {type: 'image/svg+xml'}));
        var image = new Image();
        image.onload = function () {
          var canvas = document.createElement('canvas');
          canvas.width = made.width * 2;
          canvas.height = made.height * 2;
          canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
          URL.revokeObjectURL(address);
          canvas.toBlob(function (blob) { save(blob, made.name + '.png'); resolve(); }, 'image/png');
        };
        image.onerror = reject;
        image.src = address;
      });
    });
  }

  var ACTIONS = {
    png: savePng,
    svg: saveSvg,
    csv: csv,
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
