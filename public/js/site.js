// Everything works without this module: it moves the focus to the error summary, copies links, and keeps countdowns fresh.
const summary = document.getElementById('errors');
if (summary) summary.focus();

for (const button of document.querySelectorAll('[data-copy]')) {
  button.hidden = false;
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy ?? '');
    button.textContent = button.dataset.copied ?? '';
  });
}

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

// A page that shows running work is asked again until the work is done; without scripts there is a link.
const waiting = document.querySelector('[data-refresh]');
if (waiting) setTimeout(() => location.reload(), Number(waiting.dataset.refresh) * 1000);
