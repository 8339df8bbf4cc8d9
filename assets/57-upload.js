/* Sending files: drag and drop, how far it is, and a word before anything too large is sent. Without this
   script the same form works as any other. */
(function () {
  'use strict';

  /** As the page of the delivery says it: 1,2 MB, below a tenth of it 37 KB. */
  function size(bytes) {
    var isSmall = bytes < 104857, count = bytes / (isSmall ? 1024 : 1048576);
    var said = (isSmall ? Math.max(1, Math.round(count)) : count);
    return said.toLocaleString(document.documentElement.lang, {maximumFractionDigits: 1}) + (isSmall ? ' KB' : ' MB');
  }

  function parts(form) {
    return {
      chooser: form.querySelector('input[type=file]'),
      list: form.querySelector('.zb-upload__list'),
      bar: form.querySelector('progress'),
      said: form.querySelector('.zb-upload__said'),
      button: form.querySelector('button[type=submit]'),
    };
  }

  /** Why these files would be refused, empty where they would not. */
  function objection(form, files) {
    var most = form.dataset, total = 0, largest = 0;
    files.forEach(function (file) { total += file.size; largest = Math.max(largest, file.size); });
    if (files.length > Number(most.mostFiles)) return most.tooMany;
    if (largest > Number(most.mostFile) || total > Number(most.most)) return most.tooLarge;
    return '';
  }

  function chosen(form) {
    var found = parts(form), files = Array.from(found.chooser.files);
    found.list.replaceChildren.apply(found.list, files.map(function (file) {
      var item = document.createElement('li');
      item.textContent = file.name + ' (' + size(file.size) + ')';
      return item;
    }));
    found.list.hidden = !files.length;
    say(form, objection(form, files), true);
    return files;
  }

  function say(form, text, isFault) {
    var said = parts(form).said;
    said.textContent = text;
    said.classList.toggle('zb-upload__said--fault', !!isFault && !!text);
  }

  function send(form) {
    var found = parts(form), request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.setRequestHeader('Accept', 'application/json');
    found.button.disabled = true;
    found.bar.hidden = false;
    say(form, form.dataset.sending);
    request.upload.addEventListener('progress', function (event) {
      if (event.lengthComputable) found.bar.value = 100 * event.loaded / event.total;
    });
    request.upload.addEventListener('load', function () {
      found.bar.removeAttribute('value'); // how long the checks take nobody knows
      say(form, form.dataset.checking);
    });
    request.addEventListener('loadend', function () {
      var answer = {};
      try { answer = JSON.parse(request.responseText); } catch (error) { /* cut off */ }
      if (request.status < 400 && answer.href) { window.location.assign(answer.href); return; }
      found.button.disabled = false;
      found.bar.hidden = true;
      found.bar.value = 0;
      say(form, answer.message || form.dataset.lost, true);
    });
    request.send(new FormData(form));
  }

  document.addEventListener('change', function (event) {
    var form = event.target.closest && event.target.closest('form[data-upload]');
    if (form && event.target.type === 'file') chosen(form);
  });

  document.addEventListener('submit', function (event) {
    var form = event.target;
    if (form.matches('form[data-upload]')) {
      event.preventDefault();
      if (!objection(form, chosen(form))) send(form);
    } else if (form.matches('form[data-busy]')) {
      var button = form.querySelector('button[type=submit]');
      if (form.dataset.sent) { event.preventDefault(); return; } // a second click says nothing new
      form.dataset.sent = '1';
      button.setAttribute('aria-disabled', 'true');
      button.textContent = button.dataset.busyLabel;
    }
  });

  /** Give a page that the history brings back its buttons again. */
  window.addEventListener('pageshow', function (event) {
    if (event.persisted) window.location.reload();
  });

  ['dragover', 'dragleave', 'drop'].forEach(function (name) {
    document.addEventListener(name, function (event) {
      var zone = event.target.closest && event.target.closest('.zb-upload__drop');
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle('zb-upload__drop--over', name === 'dragover');
      if (name !== 'drop' || !event.dataTransfer.files.length) return;
      var form = zone.closest('form');
      parts(form).chooser.files = event.dataTransfer.files;
      chosen(form);
    });
  });
}());
