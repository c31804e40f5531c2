/** The benchmark still runs and reports; its figures are no test. */
import { runCaptured } from "../../cli/processes.ts";
import { root } from "../../scripts/places.ts";
import { cleanEnvironment } from "../support/environment.ts";
import { plot } from "../bench/plot.ts";
import { withResults } from "../bench/report.ts";
import type { Row } from "../bench/row.ts";

describe("npm run bench", () => {
  it("runs a section by name, and prints its rows", async () => {
    const words = ["scripts/bootstrap.mjs", "bench", "limited", "--creates", "3"];
    const env = cleanEnvironment();
    const { code, stdout, stderr } = await runCaptured(process.execPath, words, { cwd: root, env });
    expect(stderr).toBe("");
    expect(code).toBe(0);
    expect(stdout).toContain("3 creates against a limit of 20 requests a second");
    // The list once, and each create.
    expect(stdout).toMatch(
      /over what the limit allows │ [\d.]+ . +│ 1.15 +│ [\d.]+ s \/ 0.20 s, 0 refused/,
    );
  });

  it("names the sections when there is no such one", async () => {
    const words = ["scripts/bootstrap.mjs", "bench", "everything"];
    const env = cleanEnvironment();
    const { code, stderr } = await runCaptured(process.execPath, words, { cwd: root, env });
    expect(code).toBe(1);
    expect(stderr).toContain('There is no section "everything". Use previews, creates,');
  });

  it("writes the table between the markers of the page, again and again", () => {
    const page = [
      "before",
      "<!-- begin: npm run bench writes what follows -->",
      "old",
      "<!-- end of what npm run bench writes -->",
      "after",
    ].join("\n");
    const row: Row = {
      what: "ratio",
      value: 0.8123,
      unit: "ratio",
      reach: 0.9,
      beside: "4 s / 5 s",
    };
    const sections = [
      { title: "A title", rows: [row, { what: "size", value: 1234, unit: "bytes" } as Row] },
    ];
    const once = withResults(page, sections);
    expect(once).toContain("| ratio | 0.81 ✔ | 0.90 | 4 s / 5 s |\n| size | 1,234 bytes |  |  |");
    expect(once).toMatch(/^before\n<!-- begin.*### A title.*<!-- end.*-->\nafter$/s);
    expect(once).not.toContain("old");
    expect(withResults(once, sections)).toBe(once);
  });

  it("draws a line for each contender in each panel, within the picture", () => {
    const point = { up: 1, preview: 2, requests: 11, memory: 300, state: 20_000 };
    const points = [10, 100, 1000].map((count) => ({ ...point, count, up: count / 10 }));
    const svg = plot({ dynamic: points, native: points });
    const lines = [...svg.matchAll(/<polyline points="([^"]+)"/g)].map(([, text = ""]) => text);
    expect(lines).toHaveLength(10);
    const places = lines.flatMap((line) => line.split(/[ ,]/).map(Number));
    expect(places.every((place) => place >= 0 && place <= 360)).toBe(true);
  });
});
