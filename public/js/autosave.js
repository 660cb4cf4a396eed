// Saves a form while one types, field by field; what is not acknowledged stays in the page and in this browser.
// The button of the form saves the same without any of this. Server: ventures/applications/answers.controller.ts.
const WAIT = 500;
const LIMIT = 15_000;
const KEEP_DAYS = 7;
const codeOf = (name) => name.split('[')[0];
const CONTROL = /^(?:_csrf|version|base|then|confirm)$/;

for (const form of document.querySelectorAll('form[data-autosave]')) start(form);

// Signing out leaves nothing of a draft behind in this browser.
document.addEventListener('submit', ({ target }) => {
  if (target.getAttribute('action') !== '/sign-out') return;
  for (const key of Object.keys(localStorage)) if (key.startsWith('draft:')) localStorage.removeItem(key);
});

function start(form) {
  const line = form.querySelector('[data-saved]');
  const say = (name, more = '') => (line.textContent = `${line.dataset[name]}${more}`);
  const fields = new Map();
  const keyOf = (code) => `draft:${form.dataset.autosave}:${code}`;
  const controls = (code) => [...form.elements].filter(({ name }) => name && codeOf(name) === code);
  const entries = (code) =>
    controls(code)
      .filter((one) => !['checkbox', 'radio'].includes(one.type) || one.checked)
      .map(({ name, value }) => [name, value]);
  const field = (code) => {
    if (!fields.has(code)) fields.set(code, { dirty: false, busy: false, timer: 0, tries: 0, paused: false });
    return fields.get(code);
  };
  const unsaved = () => [...fields.values()].some(({ dirty, busy }) => dirty || busy);

  form.addEventListener('input', ({ target }) => {
    const code = codeOf(target.name ?? '');
    follow(form);
    grow(target);
    if (code === '' || CONTROL.test(code)) return;
    touch(code);
  });
  form.addEventListener('submit', () => fields.clear());
  window.addEventListener('beforeunload', (event) => {
    if (unsaved()) event.preventDefault();
  });
  // Whoever signed in again in another window comes back to this one.
  window.addEventListener('focus', () => {
    for (const [code, one] of fields) if (one.dirty && !one.paused) schedule(code, 0);
  });
  window.addEventListener('online', () => {
    for (const [code, one] of fields) if (one.dirty && !one.paused) schedule(code, 0);
  });

  function touch(code) {
    const one = field(code);
    one.dirty = true;
    keep(code);
    if (one.paused) return;
    say('saving');
    schedule(code, WAIT);
  }
  function keep(code) {
    const text = JSON.stringify({ at: Date.now(), entries: entries(code) });
    try {
      localStorage.setItem(keyOf(code), text);
    } catch {
      // A full or forbidden store: the page itself still holds the text.
    }
  }
  function schedule(code, wait) {
    const one = field(code);
    clearTimeout(one.timer);
    one.timer = setTimeout(save, wait, code);
  }

  async function save(code) {
    const one = field(code);
    if (one.busy || !one.dirty) return;
    one.busy = true;
    one.dirty = false;
    const body = new URLSearchParams(entries(code));
    for (const name of ['_csrf', 'version', `base[${code}]`]) {
      const control = form.elements.namedItem(name);
      if (control) body.set(name, control.value);
    }
    const reply = await fetch(`${form.getAttribute('action')}.json`, {
      method: 'POST',
      body,
      signal: AbortSignal.timeout(LIMIT),
    }).catch(() => null);
    const facts = await reply?.json().catch(() => null);
    one.busy = false;
    await hear(code, reply?.status ?? 0, facts ?? {});
  }

  async function hear(code, status, facts) {
    const one = field(code);
    if (status === 200) {
      one.tries = 0;
      complain(code, null);
      if (facts.joined.includes(code) && !one.dirty) await refresh(code);
      else if (!facts.joined.includes(code)) base(code, facts.version);
      if (one.dirty) return schedule(code, WAIT);
      localStorage.removeItem(keyOf(code));
      if (!unsaved()) say('done', facts.savedAt.slice(11, 19));
      return;
    }
    one.dirty = true;
    if (status === 422) return complain(code, facts.findings?.[0]?.message ?? line.dataset.refused);
    if (status === 409) {
      one.paused = true;
      localStorage.removeItem(keyOf(code));
      return complain(code, line.dataset.clash, facts.clashesAt);
    }
    if (status === 401) return complain(code, line.dataset.signedOut, '/sign-in');
    if (status === 403 && one.tries === 0 && (await renew())) {
      one.tries = 1;
      return schedule(code, 0);
    }
    if (status === 404) return complain(code, line.dataset.over);
    one.tries += 1;
    say('failed');
    return schedule(code, Math.min(30_000, 2_000 * 2 ** one.tries));
  }

  /** The version that a field stands on from now, for the next save and for the button. */
  function base(code, version) {
    const name = `base[${code}]`;
    let control = form.elements.namedItem(name);
    if (!control) {
      control = Object.assign(document.createElement('input'), { type: 'hidden', name });
      form.append(control);
    }
    control.value = version;
  }
  async function fresh() {
    const reply = await fetch(form.getAttribute('action')).catch(() => null);
    if (!reply?.ok || reply.redirected) return null;
    return new DOMParser().parseFromString(await reply.text(), 'text/html');
  }
  /** A new session has a new token; the page of the form carries it. */
  async function renew() {
    const token = (await fresh())?.querySelector('[name="_csrf"]')?.value;
    if (token) for (const control of document.querySelectorAll('[name="_csrf"]')) control.value = token;
    return Boolean(token);
  }
  /** Somebody else's rows were joined to ours: the page shows what is saved. */
  async function refresh(code) {
    const page = await fresh();
    const block = page?.querySelector(`[data-question="${code}"]`);
    const own = form.querySelector(`[data-question="${code}"]`);
    if (!block || !own || field(code).dirty) return;
    const focused = document.activeElement?.id;
    own.replaceWith(document.adoptNode(block));
    base(code, page.querySelector('[name="version"]').value);
    if (focused) document.getElementById(focused)?.focus();
  }
  function complain(code, message, href) {
    const block = form.querySelector(`[data-question="${code}"]`) ?? form;
    block.querySelector('[data-complaint]')?.remove();
    if (message === null) return;
    const note = Object.assign(document.createElement('p'), { className: 'message', textContent: message });
    note.dataset.complaint = '';
    note.setAttribute('role', 'alert');
    if (href) {
      const link = Object.assign(document.createElement('a'), { href, textContent: line.dataset.open });
      if (href === '/sign-in') link.target = '_blank';
      note.append(' ', link);
    }
    block.append(note);
    say('unsaved');
  }

  // What an earlier visit could not save comes back, and is saved now.
  const prefix = keyOf('');
  for (const key of Object.keys(localStorage).filter((one) => one.startsWith(prefix))) {
    const code = key.slice(prefix.length);
    const left = JSON.parse(localStorage.getItem(key) ?? 'null');
    const here = controls(code);
    if (!left || Date.now() - left.at > KEEP_DAYS * 86_400_000) localStorage.removeItem(key);
    if (!left || here.length === 0) continue;
    for (const one of here) {
      const values = left.entries.filter(([name]) => name === one.name).map(([, value]) => value);
      if (['checkbox', 'radio'].includes(one.type)) one.checked = values.includes(one.value);
      else if (values.length > 0 && one.type !== 'hidden') one.value = values[0];
    }
    touch(code);
    say('restored');
  }
  follow(form);
}

/** Shows the questions whose conditions hold; an answer that is hidden itself shows nothing. */
function follow(form) {
  const blocks = [...form.querySelectorAll('[data-question]')];
  const says = (code, value) =>
    blocks.some(
      (block) =>
        block.dataset.question === code &&
        !block.hidden &&
        [...block.querySelectorAll('input, select')].some((one) =>
          ['checkbox', 'radio'].includes(one.type) ? one.checked && one.value === value : one.value === value,
        ),
    );
  for (let round = 0, changed = true; changed && round < blocks.length + 1; round += 1) {
    changed = false;
    for (const block of blocks.filter((one) => one.dataset.when)) {
      const shown = JSON.parse(block.dataset.when).every(([code, values]) =>
        values.some((value) => says(code, value)),
      );
      changed ||= block.hidden === shown;
      block.hidden = !shown;
    }
  }
}

/** A table whose last row is begun gets another one below. */
function grow(target) {
  const row = target.closest?.('[data-row]');
  if (!row || row.nextElementSibling) return;
  const next = row.cloneNode(true);
  for (const one of next.querySelectorAll('[name]')) {
    one.name = one.name.replace(/\[(\d+)\]/, (_, n) => `[${Number(n) + 1}]`);
    one.id = one.id.replace(/-(\d+)-/, (_, n) => `-${Number(n) + 1}-`);
    one.value = one.type === 'hidden' ? Math.random().toString(36).slice(2) : '';
  }
  row.after(next);
}
