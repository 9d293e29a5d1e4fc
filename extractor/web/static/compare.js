// Suggests indicators while a reader types; without it the words are sent as they are, and the page offers what fits.

const field = document.querySelector("[data-suggestions]");
const list = field && document.getElementById(field.getAttribute("list"));
// A pause of a reader who types: each letter would be a question of its own.
const PAUSE = 200;
let waiting = 0;

async function suggest(text) {
  const answer = await fetch(`${field.dataset.suggestions}?q=${encodeURIComponent(text)}`);
  if (!answer.ok || field.value.trim() !== text) return;
  const { indicators } = await answer.json();
  list.replaceChildren(...indicators.map((each) => {
    const option = document.createElement("option");
    option.value = each.key;
    option.label = each.unit ? `${each.name} (${each.unit})` : each.name;
    return option;
  }));
}

field?.addEventListener("input", () => {
  clearTimeout(waiting);
  const text = field.value.trim();
  if (text.length > 1) waiting = setTimeout(() => suggest(text), PAUSE);
});
