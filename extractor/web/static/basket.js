// The basket: ids of what a reader picked, kept in this browser and the same in all its tabs. Nothing leaves it but by
// the address of the basket itself. Without this script every pick is a link to a basket of one.

const KEY = "trichluc-basket";
// As many as the page of the basket takes, see web/pages/basket.py.
const MOST = 1000;

function kept() {
  try {
    const ids = JSON.parse(localStorage.getItem(KEY) || "[]");
    return Array.isArray(ids) ? ids.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

function keep(ids) {
  try {
    localStorage.setItem(KEY, JSON.stringify([...new Set(ids)].slice(0, MOST)));
  } catch {
    // A browser that keeps nothing: the links still work.
  }
  show();
}

function basketAddress(link, ids) {
  const address = new URL(link.href);
  address.search = new URLSearchParams(ids.map((id) => ["id", id])).toString();
  return address.toString();
}

function show() {
  const ids = kept();
  for (const link of document.querySelectorAll("header nav a[href$='/-/basket'], header nav a[data-basket-link]")) {
    link.dataset.basketLink = "";
    link.href = basketAddress(link, ids);
    link.dataset.count = ids.length ? String(ids.length) : "";
  }
  for (const button of document.querySelectorAll("[data-basket]")) {
    const picked = ids.includes(button.dataset.basket);
    button.setAttribute("role", "button");
    button.setAttribute("aria-pressed", String(picked));
    button.title = picked ? button.dataset.out : button.dataset.in;
    if (button.firstElementChild) button.firstElementChild.textContent = picked ? "✓" : "+";
  }
}

function toggle(id) {
  const ids = kept();
  keep(ids.includes(id) ? ids.filter((other) => other !== id) : [...ids, id]);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-basket]");
  if (button && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    toggle(button.dataset.basket);
  }
});

document.addEventListener("keydown", (event) => {
  const button = event.target.closest?.("[data-basket]");
  if (button && event.key === " ") {
    event.preventDefault();
    toggle(button.dataset.basket);
  }
});

addEventListener("storage", (event) => {
  if (event.key === KEY) show();
});

// The page of the basket. What a reader changed there is the basket from now on; an address from elsewhere shows what it
// names and leaves the basket alone, until the reader takes all of it.
const page = document.querySelector("[data-basket-page]");
if (page) {
  const named = new URLSearchParams(location.search).getAll("id").filter(Boolean);
  if (page.dataset.basketPage === "kept" || page.dataset.basketPage === "empty") {
    keep(named);
  } else if (named.length === 0 && kept().length) {
    location.replace(basketAddress({ href: location.href }, kept()));
  }
  const all = page.querySelector("[data-basket-all]");
  if (all && named.some((id) => !kept().includes(id))) {
    all.hidden = false;
    all.addEventListener("click", () => {
      keep([...kept(), ...named]);
      all.hidden = true;
    });
  }
}

show();
