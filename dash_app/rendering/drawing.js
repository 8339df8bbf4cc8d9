/* The renderer's page: one order in, one picture out. Loaded into an empty page after Plotly and 35-picture.js. */
(function () {
  'use strict';

  /** Ids in Plotly's drawings are random: the same order has to give the same bytes. */
  function seeded(state) {
    return function () {
      state = (state + 0x6D2B79F5) | 0;
      var mixed = Math.imul(state ^ (state >>> 15), 1 | state);
      mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
      return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
  }

  var WIDE = 560; // pixels, 15 cm
  var LONGEST = {left: 42, right: 32}; // letters that then have room beside a value or a line

  /** Names that are cut for the narrowest screen are whole in a picture that has room for them. */
  function whole(layout, width) {
    (layout.annotations || []).forEach(function (note) {
      if (note.hovertext && width >= WIDE && note.hovertext.length <= LONGEST[note.xanchor]) note.text = note.hovertext;
    });
  }

  /** `order`: figure, width, height, frame, style, scale (null for SVG), language. */
  window.drawn = function (order) {
    Math.random = seeded(1);
    window.zielblick.named(order.figure.layout, order.width);
    whole(order.figure.layout, order.width);
    var source = {data: order.figure.data, layout: order.figure.layout, config: {locale: order.language, staticPlot: true}};
    var drawing = {source: source, width: order.width, height: order.height};
    return window.zielblick.picture(window.Plotly, drawing, order.frame, order.style).then(function (made) {
      if (!order.scale) return made;
      return window.zielblick.canvas(made, order.scale).then(function (sheet) {
        return {png: sheet.toDataURL('image/png').split(',')[1], width: made.width, height: made.height};
      });
    });
  };

  /** Many orders, one after the other; for one that cannot be drawn `null`. */
  window.drawnAll = function (orders) {
    return orders.reduce(function (before, order) {
      return before.then(function (made) {
        return window.drawn(order).catch(function () { return null; }).then(function (each) { return made.concat([each]); });
      });
    }, Promise.resolve([]));
  };
})();
