/** The page as HTML. It has no stream key: the page asks for one when somebody wants to see or copy it. */
import { html, type Html } from "./html.ts";
import type { PageView, PresetView, State, StreamView, TargetView } from "./view.ts";

/** Where the key goes, until somebody asks for it. */
const HIDDEN = "••••••••••••••••";

export function documentOf(view: PageView): string {
  const { streams, presets, shape } = view;
  const title = "On air · RealtimeKit emulator";
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="icon" href="/on-air/icon.svg" />
        <link rel="stylesheet" href="/on-air/page.css" />
        <link rel="stylesheet" href="/on-air/presets.css" />
        <script type="module" src="/on-air/page.mjs"></script>
      </head>
      <body>
        <header class="top">
          <h1>On air</h1>
          <p>What the emulator on this machine receives, plays and restreams.</p>
          <p id="news" role="status" class="unseen"></p>
          <p id="lost" class="lost" hidden>The emulator does not answer. This page tries again.</p>
        </header>
        <main id="main" data-shape="${shape}">
          <section aria-labelledby="streams">
            <h2 id="streams">Streams</h2>
            ${streams.length > 0 ? streams.map(stream) : empty("livestream or live input")}
          </section>
          <section aria-labelledby="presets">
            <h2 id="presets">Presets</h2>
            ${
              presets.length > 0
                ? html`<ul class="presets">
                    ${presets.map(preset)}
                  </ul>`
                : empty("preset")
            }
          </section>
        </main>
      </body>
    </html>`.text;
}

function empty(what: string): Html {
  return html`<p class="empty">
    There is no ${what} yet. Create one with <code>npm start</code>.
  </p>`;
}

function state({ tone, label }: State): Html {
  return html`<span class="state" data-tone="${tone}" data-part="label">${label}</span>`;
}

function stream(view: StreamView): Html {
  const { id, kind, name, playback, detail, targets } = view;
  return html`<article class="stream" aria-labelledby="name-${id}" data-stream="${id}">
    <header>
      <h3 id="name-${id}">${name}</h3>
      <span class="kind">${kind}</span>
      ${state(view)}
      <p class="detail" data-part="detail">${detail}</p>
    </header>
    <div class="columns">
      <div class="screen" data-playback="${playback}">
        <p aria-hidden="true" data-part="screen">${view.label}</p>
      </div>
      ${encoder(view)}
    </div>
    ${targets && targetList(view, targets)}
  </article>`;
}

function encoder({ id, name, ingestServer }: StreamView): Html {
  const field = (what: string, label: string, text: string, className: string) =>
    html`<div class="field">
      <dt id="${what}-label-${id}">${label}</dt>
      <dd>
        <code id="${what}-${id}" class="${className}" data-value="${what}">${text}</code>
        <button type="button" data-copy="${what}" aria-label="Copy: ${label}, ${name}">Copy</button>
      </dd>
    </div>`;
  return html`<div class="encoder" role="group" aria-label="Encoder settings of ${name}">
    <dl>
      ${field("server", "OBS: Server", ingestServer, "line")}
      ${field("key", "OBS: Stream Key", HIDDEN, "line")}
      ${field("ffmpeg", "ffmpeg: a test picture and a tone", ffmpeg(ingestServer), "block")}
    </dl>
    <button type="button" class="reveal" data-reveal aria-pressed="false">
      Show the key<span class="unseen"> of ${name}</span>
    </button>
  </div>`;
}

/** The command of docs/getting-started.md; the page puts the key in its place. */
function ffmpeg(ingestServer: string): string {
  return [
    "ffmpeg -re -f lavfi",
    "-i testsrc2=size=1280x720:rate=30",
    "-f lavfi -i sine=frequency=440",
    "-c:v libx264 -preset veryfast",
    "-tune zerolatency -pix_fmt yuv420p",
    "-b:v 2500k -g 60 -c:a aac -ar 44100",
    `-f flv "${ingestServer}${HIDDEN}"`,
  ].join(" \\\n  ");
}

function targetList({ id, name }: StreamView, targets: readonly TargetView[]): Html {
  if (targets.length === 0) return html`<p class="empty">It has no restream targets.</p>`;
  const rows = targets.map(
    (target) =>
      html`<tr data-target="${target.id}">
        <th scope="row"><code>${target.url}</code></th>
        <td>${state(target)}</td>
        <td class="detail" data-part="detail">${target.detail}</td>
      </tr>`,
  );
  return html`<table aria-label="Restream targets of ${name}" id="targets-${id}">
    <thead>
      <tr>
        <th scope="col">Restream target</th>
        <th scope="col">State</th>
        <th scope="col">Details</th>
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table>`;
}

function preset({ id, name, viewType, theme, logo, colors, look }: PresetView): Html {
  const swatches = colors.map(
    ([label, color]) =>
      html`<li data-look="${JSON.stringify({ "--swatch": color })}">
        <span class="swatch"></span>${label} <code>${color}</code>
      </li>`,
  );
  return html`<li class="preset" aria-labelledby="preset-${id}">
    <h3 id="preset-${id}">${name}</h3>
    <p class="detail">${viewType}, ${theme}</p>
    <div class="look" data-look="${JSON.stringify(look)}" aria-hidden="true">
      <div class="bar">
        ${logo === undefined ? html`<b>Your meeting</b>` : html`<img src="${logo}" alt="" />`}
        <span class="dot"></span>
      </div>
      <div class="tiles">
        <div class="tile"><i>A</i></div>
        <div class="tile"><i>B</i></div>
      </div>
      <div class="controls"><span class="join">Join</span><span class="leave">Leave</span></div>
    </div>
    <details>
      <summary>Colors<span class="unseen"> of ${name}</span></summary>
      <ul class="swatches">
        ${swatches}
      </ul>
    </details>
  </li>`;
}
