/** How types are written out for users, shown with a kind that this package does not have. */
import { publicationOf, withNested, writeOut } from "../../publish/flatten.ts";
import { virtualProgram } from "../support/virtual-program.ts";

const SCREEN = `
import * as z from "zod";
import type { Inputs, Outputs } from "./components/resource.ts";
const schema = z.object({
  /** How bright it is. Default: 5. */
  lamp: z.object({
    /** In watts. */
    power: z.number().optional(),
    /** What it shows. It is loud. */
    colour: z.union([z.string(), z.object({ red: z.number() })]),
  }).optional(),
  /** What hangs on it, by place. */
  signs: z.record(z.string(), z.object({ text: z.string() })),
  /** Its cables. */
  cables: z.array(z.object({ metres: z.number() })),
  /** Where it stands. */
  place: z.union([z.object({ room: z.string() }), z.object({ street: z.string() })]),
  bare: z.object({ of: z.string() }),
  /** One of few. */
  size: z.enum(["small", "large"]).optional(),
});
export interface ScreenArgs extends Inputs<z.input<typeof schema>> {}
/** What it has. */
export type Screen = Outputs<z.output<typeof schema>>;
export interface Shown { readonly key?: import("@pulumi/pulumi").Output<string | undefined> }
export type Reader = { [K in keyof Shown]: Shown[K] } & Pick<z.output<typeof schema>, "size">;
`;

/** The declarations of a module as they are published. */
function written(text: string, remarks: Readonly<Record<string, string>> = {}): string {
  const program = virtualProgram(
    { "screen.ts": text },
    {
      declaration: true,
      emitDeclarationOnly: true,
      allowImportingTsExtensions: true,
    },
  );
  const publication = publicationOf(
    program,
    program.getRootFileNames()[0] ?? "",
    (type, path) => remarks[[type, ...path].join(".")],
  );
  const { entry } = publication;
  const texts: string[] = [];
  program.emit(entry, (_path, emitted) =>
    texts.push(withNested(publication, writeOut(publication, entry, emitted))),
  );
  return texts.join("").replace(/\s+/g, " ");
}

describe("what is published", () => {
  let text = "";
  beforeAll(() => {
    text = written(SCREEN, {
      "ScreenArgs.lamp.power": "At most 60.",
      "ScreenArgs.signs.name.text": "In large letters.",
      "ScreenArgs.cables.0.metres": "Each of them.",
    });
  });

  it("has a name for each object that an argument takes, and its words", () => {
    expect(text).toContain("lamp?: pulumi.Input<ScreenLampArgs | undefined>;");
    expect(text).toContain(
      "/** * How bright it is. * * The value of `lamp` in {@link ScreenArgs}. */ export interface ScreenLampArgs {",
    );
    expect(text).toContain(
      "/** * In watts. * At most 60. */ power?: pulumi.Input<number | undefined>;",
    );
  });

  it("has names however deep, and beside a short form", () => {
    expect(text).toContain("colour: pulumi.Input<string | ScreenLampColourArgs>;");
    expect(text).toContain(
      "/** * What it shows. * * The value of `colour` in {@link ScreenLampArgs}. */ export interface ScreenLampColourArgs { red: pulumi.Input<number>; }",
    );
  });

  it("has names for what is in lists and by names, whose defaults are told there", () => {
    expect(text).toContain("signs: pulumi.Input<Record<string, pulumi.Input<ScreenSignsArgs>>>;");
    expect(text).toContain(
      "An entry of `signs` in {@link ScreenArgs}. */ export interface ScreenSignsArgs { /** * In large letters. */ text: pulumi.Input<string>; }",
    );
    expect(text).toContain("cables: pulumi.Input<(pulumi.Input<ScreenCablesArgs>)[]>;");
    expect(text).toContain(
      "An item of `cables` in {@link ScreenArgs}. */ export interface ScreenCablesArgs { /** * Each of them. */ metres: pulumi.Input<number>; }",
    );
  });

  it("has one name for several forms", () => {
    expect(text).toContain("place: pulumi.Input<ScreenPlaceArgs>;");
    expect(text).toContain(
      "export type ScreenPlaceArgs = ({ room: pulumi.Input<string>; }) | ({ street: pulumi.Input<string>; });",
    );
  });

  it("invents no words, so that the documentation's build asks for them", () => {
    expect(text).toMatch(/; export interface ScreenBareArgs \{/);
  });

  it("exports all names", () => {
    for (const name of ["Lamp", "LampColour", "Signs", "Cables", "Place", "Bare"])
      expect(text).toContain(`export type { Screen${name}Args } from "./screen.ts";`);
  });

  it("keeps what is no argument in its place", () => {
    expect(text).toContain("readonly lamp: pulumi.Output<");
    expect(text).not.toContain("ScreenOutputs");
    expect(text).toContain("readonly key?: pulumi.Output<string | undefined> | undefined;");
  });

  it("rests on nothing but the SDK", () => {
    expect(text).toContain('import type * as pulumi from "@pulumi/pulumi";');
    expect(text.slice(text.indexOf("export interface"))).not.toMatch(/\b(z|Inputs|Outputs)\b/);
  });
});

it("two published types of one name are refused", () => {
  const clash = `${SCREEN} export interface ScreenLampArgs { volts: number }`;
  expect(() => written(clash)).toThrow(
    "Two published types would have the name ScreenLampArgs; rename one of them.",
  );
});
