import { assertSucceeded } from "../support/outcome.ts";
import { Secret, withProject } from "../support/project.ts";

describe("the end-to-end harness", () => {
  it("runs a program of the test's own that imports the package by its name", async () => {
    const program = (name: string) => `
      import * as pulumi from "@pulumi/pulumi";
      import { Livestream } from "pulumi-realtimekit";
      const livestream: Livestream = new Livestream("own", { name: "${name}" });
      console.log(new pulumi.Config().require("shown"));
      export const key: pulumi.Output<string> = livestream.streamKey;
    `;
    await withProject(
      async (project) => {
        assertSucceeded(await project.up());
        expect(String((await project.outputs({ showSecrets: true })).key)).toMatch(/^\w+/);
        expect((await project.outputs()).key).toBe("[secret]");

        await project.program(program("second-name"));
        const preview = await project.preview();
        expect(
          preview.steps.map(({ op, name, keys }) => ({ op, name, keys })).slice(-1),
        ).toStrictEqual([{ op: "delete-replaced", name: "own", keys: [] }]);
      },
      {
        program: program("first-name"),
        config: { "livestreaming:shown": "a value of the stack's config" },
      },
    );
  });

  it("finds a secret that a program gives away", async () => {
    await withProject(
      async (project) => {
        const up = await project.up();
        assertSucceeded(up);
        expect(up.text).not.toContain("planted-and-kept");
        await expect(() => project.assertNoSecretLeaked()).rejects.toThrow(
          /plante… in base64 in what \\"pulumi/,
        );
      },
      {
        program: `
          import * as pulumi from "@pulumi/pulumi";
          const config = new pulumi.Config();
          // As it is, the CLI itself would mask it.
          config.requireSecret("given").apply((value) => console.log(Buffer.from("x" + value).toString("base64")));
          config.requireSecret("kept");
        `,
        config: {
          "livestreaming:given": new Secret("planted-and-given-away"),
          "livestreaming:kept": new Secret("planted-and-kept"),
        },
      },
    );
  });
});
