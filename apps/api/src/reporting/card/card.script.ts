/**
 * What the page does for whoever has a key: asks for the card and writes its lines, as text and never as markup. It is the same
 * for every page, so that the policy of the page can name it by its digest.
 */
export const SCRIPT = `
const form = document.querySelector('form');
const told = document.querySelector('#told');
const lines = document.querySelector('#card');
const written = (name, text) => Object.assign(document.createElement(name), { textContent: text });
const line = ({ label, text, href }) => {
  const value = written('dd', href ? '' : text);
  if (href && href.startsWith('/')) value.append(Object.assign(written('a', text), { href: '..' + href }));
  return [written('dt', label), value];
};
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  told.textContent = form.dataset.asking;
  lines.replaceChildren();
  try {
    const answer = await fetch('../v1/cards/' + encodeURIComponent(form.dataset.code), {
      headers: { Authorization: 'Bearer ' + form.elements.key.value.trim(), 'Accept-Language': document.documentElement.lang },
    });
    const body = await answer.json();
    told.textContent = answer.ok ? '' : body.detail;
    if (answer.ok) lines.replaceChildren(...body.lines.flatMap(line));
  } catch {
    told.textContent = form.dataset.failed;
  }
});
`;
