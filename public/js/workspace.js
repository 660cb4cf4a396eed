// Live totals of a budget table; the server's figure wins. A row is [data-line] with inputs [data-factor] in yuan or counts.
const cents = (text) => {
  const match = /^\s*(\d[\d,]*)(?:\.(\d{1,2}))?\s*$/.exec(text);
  return match ? BigInt(match[1].replaceAll(',', '')) * 100n + BigInt((match[2] ?? '').padEnd(2, '0')) : null;
};
const shown = (fen) =>
  `${String(fen / 100n).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(fen % 100n).padStart(2, '0')}`;

for (const table of document.querySelectorAll('[data-totals]')) {
  const output = document.querySelector(table.dataset.totals);
  const recount = () => {
    let all = 0n;
    for (const line of table.querySelectorAll('[data-line]')) {
      const price = cents(line.querySelector('[data-price]')?.value ?? '');
      const counts = [...line.querySelectorAll('[data-count-factor]')].map((input) =>
        /^\d{1,7}$/.test(input.value) ? BigInt(input.value) : 1n,
      );
      const total = price === null ? 0n : counts.reduce((product, count) => product * count, price);
      const cell = line.querySelector('[data-line-total]');
      if (cell) cell.textContent = shown(total);
      all += total;
    }
    if (output) output.textContent = shown(all);
  };
  table.addEventListener('input', recount);
  recount();
}

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
