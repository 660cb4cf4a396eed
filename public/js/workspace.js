// The points of a rubric added up as they are typed; what counts is added up again when they are saved.
for (const form of document.querySelectorAll('[data-sum]'))
  form.addEventListener('input', () => {
    const points = [...form.querySelectorAll('input[name$="[points]"]')].map(
      ({ value }) => Number(value) || 0,
    );
    form.querySelector('output').textContent = points.reduce((all, one) => all + one, 0);
  });

// A changed form asks before the page is left.
for (const form of document.querySelectorAll('form[data-dirty]')) {
  let dirty = false;
  form.addEventListener('input', () => (dirty = true));
  form.addEventListener('submit', () => (dirty = false));
  window.addEventListener('beforeunload', (event) => {
    if (dirty) event.preventDefault();
  });
}

// Long work under way: the part of the page that shows it fetches itself again, and the page when the work is over.
const poll = async (part) => {
  const reply = await fetch(part.dataset.poll).catch(() => null);
  if (reply === null) return setTimeout(poll, 2_000, part);
  const next = new DOMParser().parseFromString(await reply.text(), 'text/html').querySelector('[data-poll]');
  if (next === null) return location.assign(part.dataset.poll);
  part.replaceChildren(...next.childNodes);
  return setTimeout(poll, 500, part);
};
for (const part of document.querySelectorAll('[data-poll]')) setTimeout(poll, 500, part);
