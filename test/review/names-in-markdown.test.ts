import assert from "node:assert/strict";
import fc from "fast-check";
import { fromMarkdown } from "mdast-util-from-markdown";
import { code, cut, fenced, LONGEST_NAME, visible } from "../../cli/review/phrase.ts";
import { markerOf } from "../../cli/review/report.ts";
import { name, nodesOf } from "./markdown.ts";

describe("names in Markdown", () => {
  it("come out of a code span as they went in, whatever they hold", () => {
    fc.assert(
      fc.property(name, (text) => {
        const [paragraph] = fromMarkdown(`- x ${code(text)} y`).children;
        const spans = nodesOf(paragraph ?? assert.fail()).filter(
          ({ type }) => type === "inlineCode",
        );
        expect(spans).toMatchObject([{ value: visible(cut(text, LONGEST_NAME)) }]);
      }),
    );
  });

  it("cannot end a block of code", () => {
    fc.assert(
      fc.property(fc.array(name.map(visible), { minLength: 1 }), (lines) => {
        const { children } = fromMarkdown(`before\n\n${fenced("diff", lines)}\n\nafter`);
        expect(children.map(({ type }) => type)).toStrictEqual(["paragraph", "code", "paragraph"]);
        expect(children[1]?.type === "code" && children[1].value).toBe(lines.join("\n"));
      }),
    );
  });

  it("are on one line, with nothing that cannot be seen", () => {
    expect(visible("a\nb\t\u202ec\u0000")).toBe("a\\nb\\t\\u{202e}c\\u{0}");
    expect(code("`")).toBe("`` ` ``");
    expect(code("a|b")).toBe("`a|b`");
    expect(code("")).toBe("(no name)");
  });

  it("cannot end the marker", () => {
    expect(markerOf("prod")).toBe("<!-- pulumi-realtimekit-review:prod -->");
    expect(markerOf("a-->b --!>")).toBe("<!-- pulumi-realtimekit-review:a-_b_-__ -->");
  });
});
