/** The curves as an SVG: a panel for each quantity, a line for each contender, both axes logarithmic. */
import type { Curves, Point } from "./sections/curves.ts";

const PANELS: readonly (readonly [title: string, of: (point: Point) => number])[] = [
  ["First up, seconds of CPU", ({ up }) => up],
  ["Preview, seconds of CPU", ({ preview }) => preview],
  ["Requests of the first up", ({ requests }) => requests],
  ["Memory of all processes, MiB", ({ memory }) => memory],
  ["State, bytes", ({ state }) => state],
];

const SIZE = { width: 360, height: 230, left: 62, right: 14, top: 34, bottom: 34 };
const COLUMNS = 2;
/** Read well on white and on black. */
const COLORS = ["#7d8590", "#2f81f7", "#d97706"];
const INK = "#7d8590";

export function plot(curves: Curves): string {
  const rows = Math.ceil((PANELS.length + 1) / COLUMNS);
  const [width, height] = [SIZE.width * COLUMNS, SIZE.height * rows];
  const panels = PANELS.map(([title, of], at) => moved(at, panel(title, of, curves)));
  const all = [...panels, moved(PANELS.length, legend(Object.keys(curves)))];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif" font-size="12" fill="${INK}">`,
    `<title>How time, requests, memory and state grow with the number of livestreams</title>`,
    ...all,
    "</svg>\n",
  ].join("\n");
}

function moved(at: number, inner: string): string {
  const [x, y] = [(at % COLUMNS) * SIZE.width, Math.floor(at / COLUMNS) * SIZE.height];
  return `<g transform="translate(${x} ${y})">\n${inner}\n</g>`;
}

function panel(title: string, of: (point: Point) => number, curves: Curves): string {
  // On a logarithmic axis, there is no place for 0.
  const shown = Object.values(curves).map((line) => line.filter((point) => of(point) > 0));
  const points = shown.flat();
  const x = scale(
    points.map(({ count }) => count),
    SIZE.left,
    SIZE.width - SIZE.right,
  );
  const y = scale(points.map(of), SIZE.height - SIZE.bottom, SIZE.top);
  const lines = shown.map((line, at) => {
    const places = line.map((point) => `${round(x.at(point.count))},${round(y.at(of(point)))}`);
    const color = COLORS[at % COLORS.length] ?? INK;
    const dots = places.map((place) => {
      const [cx = "", cy = ""] = place.split(",");
      return `<circle cx="${cx}" cy="${cy}" r="3" fill="${color}"/>`;
    });
    return `<polyline points="${places.join(" ")}" fill="none" stroke="${color}" stroke-width="2"/>${dots.join("")}`;
  });
  const [top, bottom] = [SIZE.top, SIZE.height - SIZE.bottom];
  const marks = [
    ...x.ticks.map(
      (tick) =>
        `<text x="${round(x.at(tick))}" y="${bottom + 18}" text-anchor="middle">${short(tick)}</text>`,
    ),
    ...y.ticks.map(
      (tick) =>
        `<line x1="${SIZE.left}" x2="${SIZE.width - SIZE.right}" y1="${round(y.at(tick))}" y2="${round(y.at(tick))}" stroke="${INK}" stroke-opacity="0.25"/>` +
        `<text x="${SIZE.left - 6}" y="${round(y.at(tick)) + 4}" text-anchor="end">${short(tick)}</text>`,
    ),
  ];
  const frame = `<line x1="${SIZE.left}" x2="${SIZE.left}" y1="${top}" y2="${bottom}" stroke="${INK}"/><line x1="${SIZE.left}" x2="${SIZE.width - SIZE.right}" y1="${bottom}" y2="${bottom}" stroke="${INK}"/>`;
  const heading = `<text x="${SIZE.left}" y="20" font-weight="600">${title}</text>`;
  return [heading, frame, ...marks, ...lines].join("\n");
}

function legend(names: readonly string[]): string {
  const entries = names.map((name, at) => {
    const y = SIZE.top + at * 22;
    return `<rect x="${SIZE.left}" y="${y}" width="12" height="12" fill="${COLORS[at % COLORS.length] ?? INK}"/><text x="${SIZE.left + 20}" y="${y + 11}">${name}</text>`;
  });
  const about = `<text x="${SIZE.left}" y="${SIZE.top + names.length * 22 + 14}">by number of livestreams; both axes logarithmic</text>`;
  return [...entries, about].join("\n");
}

/** A logarithmic scale with whole powers of ten, and what lies at its ends. */
function scale(values: readonly number[], from: number, to: number) {
  const positive = values.filter((value) => value > 0);
  const low = Math.log10(Math.min(...positive, Infinity)) || 0;
  const high = Math.log10(Math.max(...positive, 0)) || 0;
  const [first, last] = high - low < 0.1 ? [low - 0.5, high + 0.5] : [low, high];
  const at = (value: number) =>
    from + ((Math.log10(Math.max(value, 10 ** first)) - first) / (last - first)) * (to - from);
  const powers = [];
  for (let power = Math.ceil(first); power <= last; power++) powers.push(10 ** power);
  const ends = powers.length > 1 ? [] : [10 ** first, 10 ** last];
  return { at, ticks: [...powers, ...ends] };
}

function short(value: number): string {
  if (value >= 1e6) return `${(value / 1e6).toPrecision(2).replace(/\.0$/, "")} M`;
  if (value >= 1e3) return `${(value / 1e3).toPrecision(2).replace(/\.0$/, "")} k`;
  return Number(value.toPrecision(2)).toString();
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
