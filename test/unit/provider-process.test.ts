/** What Pulumi's process for dynamic providers loads. */
import { UserError } from "../../provider/user-error.ts";
import { samples } from "../support/samples.ts";

const real = console.error;
const print = jest.fn();
let providers: object;

beforeAll(async () => {
  // Loading it changes what the process prints, so what is there before is ours.
  console.error = print;
  ({ default: providers } = await import("../../provider/hosts/dynamic/index.ts"));
});

afterAll(() => {
  console.error = real;
});

beforeEach(() => print.mockClear());

describe("the provider", () => {
  it("has every kind by the name that its resources ask for", () => {
    const kinds = samples.map(({ definition }) => definition.name);
    expect(Object.keys(providers).sort()).toStrictEqual(kinds.toSorted());
  });

  it("leaves it to the engine to print what it says to people", () => {
    console.error(String(new UserError("told by the engine")));
    expect(print.mock.calls).toStrictEqual([]);
  });

  it("prints whatever else there is", () => {
    const broken = new Error("broken");
    console.error("some text", 1);
    console.error(broken);
    console.error();
    expect(print.mock.calls).toStrictEqual([["some text", 1], [broken], []]);
  });
});
