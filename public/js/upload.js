// Files go up one by one as soon as they are chosen, each with its progress and its own answer; without this module
// the form sends them all at once. The server decides; what it says of a file stands beside its name.
const textOf = (page) =>
  [...page.querySelectorAll('#errors li')].map((one) => one.textContent.trim()).join(' ');

const send = (form, file, line) =>
  new Promise((resolve) => {
    const body = new FormData();
    for (const [name, value] of new FormData(form)) if (name !== 'file') body.append(name, value);
    body.append('file', file, file.name);
    const bar = document.createElement('progress');
    const note = document.createElement('span');
    line.append(file.name, ' ', bar, ' ', note);
    note.textContent = form.dataset.labelSending;
    const request = new XMLHttpRequest();
    request.open('POST', form.action);
    request.responseType = 'document';
    request.upload.addEventListener('progress', (event) => {
      if (!event.lengthComputable) return;
      bar.max = event.total;
      bar.value = event.loaded;
    });
    request.addEventListener('loadend', () => {
      const page = request.response;
      const isTaken = request.status === 200 && page !== null;
      bar.remove();
      note.textContent = isTaken
        ? form.dataset.labelDone
        : (page && (textOf(page) || page.querySelector('h1')?.textContent)) || form.dataset.labelBroken;
      line.className = isTaken ? 'done' : 'message';
      resolve(page);
    });
    request.send(body);
  });

for (const form of document.querySelectorAll('form[data-upload]')) {
  const input = form.querySelector('input[type=file]');
  const list = form.querySelector('[data-upload-list]');
  const place = `[data-files="${form.dataset.upload}"]`;
  form.querySelector('button').remove();
  input.addEventListener('change', async () => {
    const files = [...input.files];
    input.disabled = true;
    list.replaceChildren();
    for (const file of files) {
      const line = list.appendChild(document.createElement('li'));
      const page = await send(form, file, line);
      const fresh = page?.querySelector(place);
      if (fresh) document.querySelector(place).replaceChildren(...fresh.childNodes);
    }
    input.value = '';
    input.disabled = false;
    input.focus();
  });
}
