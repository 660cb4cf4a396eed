// Live sums of a budget, to the fen and without fractions; the server reckons again and its figure wins.
// The same arithmetic as src/ventures/applications/budget.rules.ts: a test runs both on random rows and compares.

const halfWidth = (text) =>
  text.replace(/[\uFF01-\uFF5E]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0));

/** Yuan as typed in fen; null where it is no amount. */
export const fenOf = (typed) => {
  const text = halfWidth(typed)
    .replace(/\s+/g, '')
    .replace(/^[¥￥]/, '')
    .replace(/元$/, '');
  const match = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/.exec(text);
  return match === null ? null : BigInt(match[1].replaceAll(',', '') + (match[2] ?? '').padEnd(2, '0'));
};

const countOf = (typed, most) => {
  const text = halfWidth(typed).trim();
  const count = /^\d{1,15}$/.test(text) ? BigInt(text) : 0n;
  return count >= 1n && count <= most ? count : null;
};

/** What a row costs; null while something of it is missing or cannot be read. */
export const totalOf = ({ price, quantity, times }) => {
  const factors = [fenOf(price), countOf(quantity, 100_000n), countOf(times, 10_000n)];
  return factors.includes(null) ? null : factors.reduce((product, factor) => product * factor, 1n);
};

/** What the rows of these sources and categories cost together; an empty list stands for all. */
export const sumOf = (rows, sources, categories) =>
  rows
    .filter(({ source }) => sources.length === 0 || sources.includes(source))
    .filter(({ category }) => categories.length === 0 || categories.includes(category))
    .reduce((sum, row) => sum + (row.total ?? 0n), 0n);

/** Per cent with one decimal, half up. */
export const percentOf = (part, whole) => {
  const tenths = whole === 0n ? 0n : (part * 2_000n + whole) / (whole * 2n);
  return `${tenths / 10n}.${tenths % 10n}`;
};

export const isOutside = (part, whole, least, most) =>
  part * 100n > whole * BigInt(most) || part * 100n < whole * BigInt(least);

/** For each direct beneficiary, half up to the fen; null without any. */
export const perHead = (all, people) => (people < 1n ? null : (all * 2n + people) / (people * 2n));

export const shown = (fen) =>
  fen === null
    ? '--'
    : `${String(fen / 100n).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(fen % 100n).padStart(2, '0')}`;

const words = (text) => text.split(' ').filter((word) => word !== '');

const rowIn = (line) => {
  const value = (name) => line.querySelector(`[name$="[${name}]"]`)?.value ?? '';
  const factors = { price: value('unitPriceFen'), quantity: value('quantity'), times: value('times') };
  return { line, source: value('source'), category: value('category'), total: totalOf(factors) };
};

const recount = (form) => {
  const rows = [...form.querySelectorAll('[data-line]')].map(rowIn);
  for (const { line, total } of rows) line.querySelector('[data-line-total]').textContent = shown(total);
  const counted = rows.filter(({ source, category }) => source !== '' && category !== '');
  for (const sum of form.querySelectorAll('[data-sum]'))
    sum.textContent = shown(sumOf(counted, words(sum.dataset.sources), words(sum.dataset.categories)));
  for (const head of form.querySelectorAll('[data-beneficiaries]'))
    head.querySelector('[data-per-beneficiary]').textContent = shown(
      perHead(sumOf(counted, [], []), BigInt(head.dataset.beneficiaries)),
    );
  for (const share of form.querySelectorAll('[data-share]')) {
    const { partSources, partCategories, wholeSources, wholeCategories, least, most } = share.dataset;
    const part = sumOf(counted, words(partSources), words(partCategories));
    const whole = sumOf(counted, words(wholeSources), words(wholeCategories));
    const percent = percentOf(part, whole);
    share.querySelector('meter').value = Number(percent);
    share.querySelector('[data-value]').textContent = `${percent}%`;
    share.querySelector('[data-broken]').hidden = !isOutside(part, whole, least, most);
  }
  for (const share of form.querySelectorAll('[data-ceiling]')) {
    const grant = sumOf(counted, ['GRANT'], []);
    share.querySelector('meter').value = Number(grant);
    share.querySelector('[data-value]').textContent = shown(grant);
    share.querySelector('[data-broken]').hidden = grant <= BigInt(share.dataset.ceiling);
  }
};

for (const form of globalThis.document?.querySelectorAll('[data-budget]') ?? []) {
  form.addEventListener('input', () => recount(form));
  recount(form);
}
