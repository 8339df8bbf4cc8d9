/* Files that take a while: ordered from the renderer (dash_app/rendering/web.py), watched, fetched. No texts in here: they
   come from `main[data-orders]`. `window.zielblick.order(kind, choice, tell)` tells how far it is and ends with the file. */
(function () {
  'use strict';

  var NOBODY = ['not-running', 'no-browser', 'no-start', 'crashed'];

  function words() { return JSON.parse(document.getElementById('inhalt').dataset.orders || '{}'); }

  function problem(answer) {
    var error = new Error(answer.message || words().lost);
    error.isNobodyThere = NOBODY.indexOf(answer.reason) >= 0;
    return error;
  }

  function filled(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  function sentence(state) {
    if (state.state === 'waiting') return filled(words().waiting, state);
    return state.total > 1 ? filled(words().running, state) : words().working;
  }

  function json(answer) {
    return answer.json().catch(function () { return {}; }).then(function (body) {
      if (!answer.ok) throw problem(body);
      return body;
    });
  }

  function later(milliseconds) { return new Promise(function (resolve) { window.setTimeout(resolve, milliseconds); }); }

  /** Ask until the file is there; more and more slowly. */
  function watched(address, tell, pause) {
    return later(pause).then(function () { return window.fetch(address); }).then(json).then(function (state) {
      if (state.state === 'failed') throw problem(state);
      if (state.state === 'done') return state;
      tell(sentence(state), state);
      return watched(address, tell, Math.min(pause * 1.3, 1500));
    });
  }

  function fetched(state) {
    var link = document.createElement('a');
    link.href = state.file;
    link.download = state.name;
    link.click();
  }

  /** Order a file; resolves with its state when it is on its way, rejects with an error whose message is for the reader. */
  function order(kind, choice, tell) {
    tell(words().working, {state: 'waiting'});
    var body = JSON.stringify({kind: kind, choice: choice, language: document.documentElement.lang});
    return window.fetch('/auftraege', {method: 'POST', headers: {'Content-Type': 'application/json'}, body: body})
      .then(json)
      .then(function (made) {
        if (made.state === 'failed') throw problem(made);
        return watched(made.address, tell, 200);
      })
      .then(function (state) {
        fetched(state);
        tell(filled(words().done, state), state);
        return state;
      }, function (error) { throw error instanceof TypeError ? problem({}) : error; });
  }

  window.zielblick = Object.assign(window.zielblick || {}, {order: order});
})();
