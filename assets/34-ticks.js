/* As many periods named under an axis of time as fit side by side: the rule of dash_app/figures/ticks.py, where the
   numbers come from. In the reader's browser and in the renderer's. */
(function () {
  'use strict';

  var SCALE = 44; // width of the numbers of the axis of values in pixels
  var DIGIT = 7;
  var GAP = 8;
  var ALWAYS = 99;

  /** Choose the names of a chart that is drawn so wide; returns its axis, null where it has no such names. */
  function named(layout, width) {
    var all = layout.meta && layout.meta.ticks;
    if (!all) return null;
    var ends = layout.xaxis.range.map(Date.parse);
    var room = width - layout.margin.l - layout.margin.r - SCALE;
    var marks = all.map(function (tick) {
      var longest = Math.max.apply(null, tick[1].split('<br>').map(function (line) { return line.length; }));
      return {at: tick[0], text: tick[1], rank: tick[2], half: DIGIT * longest / 2, x: room * (Date.parse(tick[0]) - ends[0]) / (ends[1] - ends[0])};
    });
    function touch(one, other) { return one !== other && Math.abs(one.x - other.x) < one.half + other.half + GAP; }
    for (var rank = 0; rank <= ALWAYS; rank++) {
      var kept = marks.filter(function (mark) { return mark.rank >= rank; });
      var fixed = kept.filter(function (mark) { return mark.rank === ALWAYS; });
      kept = kept.filter(function (mark) { return mark.rank === ALWAYS || !fixed.some(touch.bind(null, mark)); });
      var fits = kept.every(function (mark, n) { return !n || !touch(kept[n - 1], mark); });
      if (kept.length && fits) {
        layout.xaxis.tickvals = kept.map(function (mark) { return mark.at; });
        layout.xaxis.ticktext = kept.map(function (mark) { return mark.text; });
        return layout.xaxis;
      }
    }
    return layout.xaxis;
  }

  window.zielblick = Object.assign(window.zielblick || {}, {named: named});
})();
