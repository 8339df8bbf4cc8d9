/* A chart as a picture with title, period, state of the data, source and address inside. The same drawing in the
   reader's browser (40-export.js) and in the renderer's (dash_app/rendering); no texts in here. */
(function () {
  'use strict';

  var PAD = 16;
  var LINE = 1.4;
  var EDGE = 10;

  function escaped(text) {
    return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
  }

  function cut(word, pen, width) {
    var parts = [''];
    Array.from(word).forEach(function (letter) {
      if (pen.measureText(parts[parts.length - 1] + letter).width > width) parts.push('');
      parts[parts.length - 1] += letter;
    });
    return parts;
  }

  /** Lines of a text that are no wider than `width`; addresses are cut where they do not fit. */
  function wrapped(text, font, width) {
    var pen = document.createElement('canvas').getContext('2d');
    pen.font = font;
    var lines = [''];
    text.split(' ').forEach(function (word) {
      var longer = lines[lines.length - 1] ? lines[lines.length - 1] + ' ' + word : word;
      if (pen.measureText(longer).width <= width) { lines[lines.length - 1] = longer; return; }
      var parts = cut(word, pen, width);
      if (lines[lines.length - 1]) lines.push(parts[0]);
      else lines[lines.length - 1] = parts[0];
      lines.push.apply(lines, parts.slice(1));
    });
    return lines;
  }

  /** Lay out paragraphs from `top`; returns SVG texts and where they end. */
  function paragraphs(texts, top, width, style) {
    var y = top;
    var marks = texts.filter(function (p) { return p.text; }).map(function (p) {
      return wrapped(p.text, p.weight + ' ' + p.size + 'px ' + style.font, width - 2 * PAD).map(function (line) {
        y += p.size * LINE;
        return '<text x="' + PAD + '" y="' + y.toFixed(1) + '" font-family="' + escaped(style.font) + '" font-size="' + p.size +
          '" font-weight="' + p.weight + '" fill="' + p.colour + '">' + escaped(line) + '</text>';
      }).join('');
    });
    return {svg: marks.join(''), end: y};
  }

  function headed(frame, width, style) {
    return paragraphs([
      {text: frame.title, size: 18, weight: 600, colour: style.ink},
      {text: frame.subtitle, size: 14, weight: 400, colour: style.muted},
      {text: frame.demo, size: 14, weight: 600, colour: style.text},
    ], PAD / 2, width, style);
  }

  function footed(frame, top, width, style) {
    return paragraphs(frame.lines.map(function (line) {
      return {text: line[0] + ': ' + line[1], size: 11, weight: 400, colour: style.muted};
    }), top, width, style);
  }

  /** What stands in the picture where: `around` is empty where only the chart is asked for. */
  function laid(drawn, frame, width, style) {
    if (!frame) return {top: 0, total: drawn.height, around: ''};
    var head = headed(frame, width, style);
    var top = head.end + PAD;
    var foot = footed(frame, top + drawn.height + PAD / 2, width, style);
    return {top: top, total: Math.ceil(foot.end + PAD), around: head.svg + foot.svg};
  }

  function said(frame) {
    return frame ? '<title>' + escaped(frame.title) + '</title><desc>' + escaped(frame.alt || frame.subtitle) + '</desc>' : '';
  }

  /** The picture as SVG text with its size. `drawn`: source, width, height, least; `frame`: title, subtitle, demo, alt, lines
      (or null); `style`: font, ink, muted, text, surface. */
  function picture(Plotly, drawn, frame, style) {
    var width = Math.max(drawn.width, drawn.least || 0);
    var inner = frame ? Math.min(drawn.width, width - 2 * EDGE) : drawn.width; // marks may reach over the edge of a chart
    return Plotly.toImage(drawn.source, {format: 'svg', width: inner, height: drawn.height}).then(function (url) {
      var chart = decodeURIComponent(url.slice(url.indexOf(',') + 1)).replace(/^<\?xml[^>]*>/, '').replace(/ style=""/g, '');
      var places = laid(drawn, frame, width, style);
      var place = '<svg overflow="visible" x="' + (width - inner) / 2 + '" y="' + places.top.toFixed(1) + '" ';
      var svg = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="' + width +
        '" height="' + places.total + '" viewBox="0 0 ' + width + ' ' + places.total + '" role="img">' + said(frame) +
        '<rect width="100%" height="100%" fill="' + style.surface + '"/>' +
        chart.replace('<svg ', place) + places.around + '</svg>';
      return {svg: svg, width: width, height: places.total};
    });
  }

  /** The canvas of a picture, `scale` times as large. */
  function canvas(made, scale) {
    return new Promise(function (resolve, reject) {
      var address = URL.createObjectURL(new Blob([made.svg], {type: 'image/svg+xml'}));
      var image = new Image();
      image.onload = function () {
        var sheet = document.createElement('canvas');
        sheet.width = Math.round(made.width * scale);
        sheet.height = Math.round(made.height * scale);
        sheet.getContext('2d').drawImage(image, 0, 0, sheet.width, sheet.height);
        URL.revokeObjectURL(address);
        resolve(sheet);
      };
      image.onerror = reject;
      image.src = address;
    });
  }

  window.zielblick = window.zielblick || {};
  window.zielblick.picture = picture;
  window.zielblick.canvas = canvas;
})();
