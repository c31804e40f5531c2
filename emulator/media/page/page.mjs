/**
 * Keeps the page up to date, plays what is on air, and shows or copies keys when somebody asks for them.
 * Once a second it asks for what has changed; if there are other streams or presets, it loads the page again.
 */
import Hls from "/on-air/hls.mjs";

const EVERY_MS = 1_000;
const HIDDEN = "••••••••••••••••";

/** The players, by stream. */
const players = new Map();

function part(element, name) {
  return element.querySelector(`[data-part="${name}"]`);
}

/** Writes only what differs: a live region or a selection is left alone otherwise. */
function write(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function showState(element, { tone, label, detail }) {
  const state = part(element, "label");
  if (state.dataset.tone !== tone) state.dataset.tone = tone;
  write(state, label);
  write(part(element, "detail"), detail);
}

function play({ id, began, name }, screen) {
  const video = document.createElement("video");
  Object.assign(video, { muted: true, autoplay: true, playsInline: true, controls: true });
  video.setAttribute("aria-label", `Player of ${name}`);
  screen.append(video);
  const hls = new Hls({
    enableWorker: false,
    lowLatencyMode: true,
    maxLiveSyncPlaybackRate: 1.5,
    backBufferLength: 10,
  });
  players.set(id, { hls, video, began });
  hls.on(Hls.Events.ERROR, (_event, { fatal }) => {
    // The next state decides whether there is anything to play.
    if (fatal) stop(id);
  });
  hls.loadSource(screen.dataset.playback);
  hls.attachMedia(video);
}

function stop(id) {
  const player = players.get(id);
  players.delete(id);
  player?.hls.destroy();
  player?.video.remove();
}

function showStream(article, stream) {
  const label = part(article, "label");
  if (label.textContent !== stream.label) {
    write(document.getElementById("news"), `${stream.name}: ${stream.label}.`);
  }
  showState(article, stream);
  write(part(article, "screen"), stream.label);
  for (const target of stream.targets) {
    const row = article.querySelector(`[data-target="${CSS.escape(target.id)}"]`);
    if (row) showState(row, target);
  }
  const player = players.get(stream.id);
  const isOver = player && !(stream.isPlayable && player.began === stream.began);
  if (isOver) stop(stream.id);
  if (stream.isPlayable && !players.has(stream.id)) play(stream, article.querySelector(".screen"));
}

/** Puts another version of the page in place, with the focus where it was. */
async function reload() {
  const response = await fetch("/");
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  const focused = document.activeElement;
  const stream = focused?.closest("[data-stream]")?.dataset.stream;
  const { copy, reveal } = focused?.dataset ?? {};
  for (const id of players.keys()) stop(id);
  document.getElementById("main").replaceWith(next.getElementById("main"));
  dress();
  if (stream === undefined) return;
  const button = copy === undefined ? "[data-reveal]" : `[data-copy="${copy}"]`;
  if (copy !== undefined || reveal !== undefined)
    document.querySelector(`[data-stream="${CSS.escape(stream)}"] ${button}`)?.focus();
}

async function update() {
  const response = await fetch("/on-air/state");
  if (!response.ok) throw new Error(`The state answers ${response.status}`);
  const state = await response.json();
  if (state.shape !== document.getElementById("main").dataset.shape) await reload();
  for (const stream of state.streams) {
    const article = document.querySelector(`[data-stream="${CSS.escape(stream.id)}"]`);
    if (article) showStream(article, stream);
  }
}

async function keepUpToDate() {
  const lost = document.getElementById("lost");
  try {
    if (!document.hidden) await update();
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
  setTimeout(keepUpToDate, EVERY_MS);
}

/** The colors of presets. The page's policy allows no styles in its HTML. */
function dress() {
  for (const element of document.querySelectorAll("[data-look]")) {
    for (const [name, value] of Object.entries(JSON.parse(element.dataset.look)))
      element.style.setProperty(name, value);
  }
}

async function keyOf(id) {
  const response = await fetch(`/on-air/keys/${encodeURIComponent(id)}`, { method: "POST" });
  if (!response.ok) throw new Error(`The key answers ${response.status}`);
  return (await response.json()).streamKey;
}

/** Shows the key in every field that has it, or hides it again. */
async function reveal(button, article) {
  const isShown = button.getAttribute("aria-pressed") === "true";
  const key = isShown ? undefined : await keyOf(article.dataset.stream);
  for (const value of article.querySelectorAll("[data-value]")) {
    value.dataset.template ??= value.textContent;
    value.textContent = value.dataset.template.replace(HIDDEN, key ?? HIDDEN);
  }
  button.setAttribute("aria-pressed", String(!isShown));
}

async function copy(button, article) {
  const value = article.querySelector(`[data-value="${button.dataset.copy}"]`);
  const template = value.dataset.template ?? value.textContent;
  const text = template.includes(HIDDEN)
    ? template.replace(HIDDEN, await keyOf(article.dataset.stream))
    : template;
  await navigator.clipboard.writeText(text);
  write(document.getElementById("news"), "Copied.");
  button.dataset.done = "";
  button.textContent = "Copied";
  setTimeout(() => {
    delete button.dataset.done;
    button.textContent = "Copy";
  }, 1_500);
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  const article = target.closest("[data-stream]");
  if (!button || !article) return;
  const act = "copy" in button.dataset ? copy : reveal;
  act(button, article).catch(() => {
    write(document.getElementById("news"), "That did not work. Try again.");
  });
});

dress();
void keepUpToDate();
