// How long a text is, by the rule of src/kernel/text-count.ts (a test runs both on random texts and compares).
const NOTHING =
  '\\u0000-\\u0020\\u007F-\\u00A0\\u00AD\\u1680\\u180E\\u2000-\\u200F\\u2028-\\u202F\\u205F-\\u2064\\u2066-\\u206F\\u3000\\uFE00-\\uFE0F\\uFEFF';
const LETTER =
  '0-9A-Za-z\\u00AA\\u00B5\\u00BA\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u024F\\u0370-\\u037D\\u037F-\\u0386\\u0388-\\u0481\\u048A-\\u052F\\u1E00-\\u1FBC\\u1FC2-\\u1FCC\\u1FD0-\\u1FDB\\u1FE0-\\u1FEC\\u1FF2-\\u1FFC\\uFF10-\\uFF19\\uFF21-\\uFF3A\\uFF41-\\uFF5A';
const ADDED =
  '\\u0300-\\u036F\\uFE00-\\uFE0F\\u20E3\\u{1F3FB}-\\u{1F3FF}\\u{E0020}-\\u{E007F}\\u{E0100}-\\u{E01EF}';
const RUN = `[${LETTER}][${LETTER}${ADDED}]*`;
const FLAG = '[\\u{1F1E6}-\\u{1F1FF}]{2}';
const SIGN = `[^${NOTHING}](?:[${ADDED}]|\\u200D[^${NOTHING}])*`;
const COUNTED = new RegExp(`${RUN}(?:[.,'’\\-_/:@]${RUN})*|${FLAG}|${SIGN}`, 'gu');

export const countText = (text) => (text.normalize('NFC').match(COUNTED) ?? []).length;

// Fields with [data-count] are limited by the rule, those with [data-characters] by characters, as the server counts.
const limits = [
  ['count', countText],
  ['characters', (text) => [...text.trim()].length],
];
for (const [name, length] of limits)
  for (const area of globalThis.document?.querySelectorAll(`textarea[data-${name}]`) ?? []) {
    const note = document.createElement('p');
    note.className = 'hint';
    const count = () => {
      note.textContent = `${length(area.value)} / ${area.dataset[name]}`;
    };
    area.after(note);
    area.addEventListener('input', count);
    count();
  }
