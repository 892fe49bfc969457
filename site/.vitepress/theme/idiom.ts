/** Whoever reads one idiom reads it on all pages: a choice in one group of tabs is taken over by the others, and kept. */
const KEY = 'motorized-idiom';

export function keepIdiom(): void {
  document.addEventListener('change', ({ target }) => {
    if (!(target instanceof HTMLInputElement) || target.closest('.vp-code-group') === null) return;
    const label = labelOf(target);
    const before = target.getBoundingClientRect().top;
    localStorage.setItem(KEY, label);
    showIdiom(label);
    // The groups above may have become longer or shorter.
    scrollBy({ top: target.getBoundingClientRect().top - before, behavior: 'instant' });
  });
}

/** Shows the idiom that was chosen last in all groups of the page. */
export function showIdiom(label: string | null = localStorage.getItem(KEY)): void {
  for (const group of document.querySelectorAll('.vp-code-group')) {
    const inputs = [...group.querySelectorAll<HTMLInputElement>('.tabs input')];
    const chosen = inputs.findIndex((input) => labelOf(input) === label);
    if (chosen < 0) continue;
    inputs.forEach((input, at) => (input.checked = at === chosen));
    [...(group.querySelector('.blocks')?.children ?? [])].forEach((block, at) =>
      block.classList.toggle('active', at === chosen),
    );
  }
}

function labelOf(input: HTMLInputElement): string {
  return input.nextElementSibling?.textContent ?? '';
}
