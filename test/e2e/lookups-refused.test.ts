/** What a person sees of a lookup whose arguments are refused, and whose result is a stack output. */
import { withProject } from "../support/project.ts";

const program = (exports: string) => `
  import * as lookups from "pulumi-realtimekit";
  // As JavaScript calls them, where no types are checked.
  const { getLivestream, getLivestreamOutput, getPreset } = lookups as any;
  ${exports}
`;

describe("a lookup without arguments", () => {
  it("is one error and no warning, in both forms", async () => {
    await withProject(
      async (project) => {
        for (const exported of [
          "export const found = getLivestream();",
          "export const found = getLivestreamOutput();",
          "export const status = getLivestreamOutput().status;",
        ]) {
          await project.program(program(exported));
          const { code, text, diagnostics } = await project.preview();
          expect(code).not.toBe(0);
          expect(diagnostics.map(({ message }) => message.trim())).toStrictEqual([
            "getLivestream: missing; give an object",
          ]);
          expect(text).not.toMatch(/Warning|rejection/);
        }
      },
      { program: program("") },
    );
  });
});
