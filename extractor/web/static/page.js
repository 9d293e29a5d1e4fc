// Comfort for the page of a document: hover and click both ways, keys, size, remembered layers. Without it links lead
// from box to fact and back, and layers are switched by the style sheet.

const viewer = document.querySelector(".viewer")
const desk = viewer.querySelector(".desk")
const sheet = viewer.querySelector(".sheet")
const words = viewer.querySelector(".words")
const picture = viewer.querySelector("#picture")
const LAYERS = "trichluc-layers"
const SIZES = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4]
// The widths that pictures are drawn in; the first one is what the page asks for.
const WIDTHS = [1200, 1800, 2400]

viewer.classList.add("with-script")

// Facts

const all = (id) => viewer.querySelectorAll(`[data-fact="${CSS.escape(id)}"]`)
const item = (id) => document.getElementById(`f-${id}`)
const box = (id) => document.getElementById(`b-${id}`)
const isShown = (element) => element.getClientRects().length > 0
let chosen = viewer.querySelector(".fact.marked")?.dataset.fact ?? null

function light(id) {
  for (const each of viewer.querySelectorAll(".lit")) each.classList.remove("lit")
  if (id) for (const each of all(id)) each.classList.add("lit")
}

function choose(id, from) {
  for (const each of viewer.querySelectorAll(".chosen, .marked")) {
    each.classList.remove("chosen", "marked")
    each.removeAttribute("aria-current")
  }
  chosen = id
  const address = new URL(location.href)
  address.hash = ""
  if (id) {
    for (const each of all(id)) each.classList.add("chosen")
    item(id)?.setAttribute("aria-current", "true")
    if (from !== "list") item(id)?.scrollIntoView({ block: "nearest" })
    if (from !== "sheet") box(id)?.scrollIntoView({ block: "nearest", inline: "nearest" })
    address.searchParams.set("fact", id)
  } else {
    address.searchParams.delete("fact")
  }
  history.replaceState(null, "", address)
}

// The words lie over the boxes, so that they can be selected: what lies under the pointer is asked for.
function factAt(event) {
  const under = document.elementsFromPoint(event.clientX, event.clientY)
  return under.find((each) => each.closest?.(".box"))?.closest(".box").dataset.fact ?? null
}

sheet.addEventListener("pointermove", (event) => {
  const id = factAt(event)
  words.classList.toggle("over-box", Boolean(id))
  light(id)
})
sheet.addEventListener("pointerleave", () => light(null))
sheet.addEventListener("click", (event) => {
  event.preventDefault()
  if (String(getSelection())) return
  const id = factAt(event)
  if (id) choose(id, "sheet")
})

for (const fact of viewer.querySelectorAll(".fact")) {
  const id = fact.dataset.fact
  fact.addEventListener("pointerenter", () => light(id))
  fact.addEventListener("pointerleave", () => light(null))
  fact.addEventListener("focusin", () => light(id))
  fact.querySelector(".to-box").addEventListener("click", (event) => {
    event.preventDefault()
    choose(id, "list")
  })
}

function step(by) {
  const shown = [...viewer.querySelectorAll(".fact")].filter(isShown)
  if (!shown.length) return
  const at = shown.findIndex((fact) => fact.dataset.fact === chosen)
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(at + by, 0), shown.length - 1)
  choose(shown[next].dataset.fact, "keys")
  shown[next].querySelector(".to-box").focus({ preventScroll: true })
}

// Size

let size = SIZES.indexOf(1)

function zoom(to) {
  const middle = desk.scrollTop / Math.max(desk.scrollHeight, 1)
  size = Math.min(Math.max(to, 0), SIZES.length - 1)
  sheet.style.setProperty("--zoom", SIZES[size])
  desk.scrollTop = middle * desk.scrollHeight
  sharpen()
}

function sharpen() {
  if (!picture) return
  const wanted = sheet.getBoundingClientRect().width * devicePixelRatio
  // A picture may be a fifth too small before a reader sees it.
  const width = WIDTHS.find((each) => each * 1.2 >= wanted) ?? WIDTHS.at(-1)
  const known = Number(new URL(picture.href.baseVal, location.href).searchParams.get("width") ?? WIDTHS[0])
  if (width > known) picture.setAttribute("href", `${viewer.dataset.image}?width=${width}`)
}

const buttons = viewer.querySelector(".zoom")
buttons.hidden = false
buttons.addEventListener("click", (event) => {
  const way = event.target.closest("button")?.dataset.zoom
  if (way) zoom(way === "fit" ? SIZES.indexOf(1) : size + (way === "in" ? 1 : -1))
})
sharpen()

// Layers

const layers = [...viewer.querySelectorAll(".layer input")]
const stored = (() => {
  try {
    return JSON.parse(localStorage.getItem(LAYERS)) ?? {}
  } catch {
    return {}
  }
})()
for (const layer of layers) {
  if (layer.id in stored && !("keep" in layer.dataset)) layer.checked = Boolean(stored[layer.id])
  layer.addEventListener("change", () => {
    stored[layer.id] = layer.checked
    try {
      localStorage.setItem(LAYERS, JSON.stringify(stored))
    } catch {
      // A browser that keeps nothing forgets the choice.
    }
  })
}

// Keys

const KEYS = {
  ArrowLeft: () => viewer.querySelector('[rel="prev"]')?.click(),
  ArrowRight: () => viewer.querySelector('[rel="next"]')?.click(),
  j: () => step(1),
  k: () => step(-1),
  "+": () => zoom(size + 1),
  "=": () => zoom(size + 1),
  "-": () => zoom(size - 1),
  0: () => zoom(SIZES.indexOf(1)),
  Enter: () => chosen && item(chosen)?.querySelector(".ways a")?.click(),
  Escape: () => choose(null),
  "?": () => {
    const keys = document.getElementById("keys")
    keys.open = !keys.open
    keys.scrollIntoView({ block: "nearest" })
  },
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
  if (event.target.closest("input, textarea, select, [contenteditable]")) return
  // A link is followed; only the entry that is chosen already leads on to its page.
  const onChosen = event.target.closest(".to-box") && event.target.closest(".fact").dataset.fact === chosen
  if (event.key === "Enter" && !onChosen && event.target.closest("a, button, summary")) return
  // A sheet that is larger than the desk is moved by the arrows; at its own size they turn pages.
  if (event.key.startsWith("Arrow") && event.target === desk && desk.scrollWidth > desk.clientWidth) return
  const act = KEYS[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

// The fact of this address, and the next page, which a reader most likely turns to.

// The box last: where the entries are below the page, on a phone, both have no room, and a reader came for the page.
if (chosen) item(chosen)?.scrollIntoView({ block: "nearest" })
if (chosen) box(chosen)?.scrollIntoView({ block: "center", inline: "nearest" })
const next = viewer.querySelector('[rel="next"]')
if (next && picture) {
  addEventListener("load", () => {
    const link = document.createElement("link")
    link.rel = "prefetch"
    link.href = next.href
    document.head.append(link)
  })
}
