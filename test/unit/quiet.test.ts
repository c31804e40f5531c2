/** The provider's host prints every error, and the engine prints it again: people see it once. */
import { UserError } from "../../provider/user-error.ts";
import { leaveErrorsToTheEngine } from "../../provider/hosts/dynamic/engine-errors.ts";

describe("what the host prints", () => {
  let printed: unknown[][] = [];
  const print = console.error;

  beforeEach(() => {
    printed = [];
    console.error = (...values: unknown[]) => void printed.push(values);
    leaveErrorsToTheEngine();
  });

  afterEach(() => {
    console.error = print;
  });

  it("is left to the engine where it is an error for people, with or without the host's stack", () => {
    const error = new UserError("no");
    console.error(String(error));
    console.error(`${String(error)}: at somewhere`);
    expect(printed).toStrictEqual([]);
  });

  it("is printed where it is anything else, whole", () => {
    const mention = `unhandled: ${String(new UserError("no"))}`;
    const error = new Error("odd");
    console.error(mention);
    console.error("odd", 1, { a: 2 });
    console.error(error, "more");
    console.error();
    expect(printed).toStrictEqual([[mention], ["odd", 1, { a: 2 }], [error, "more"], []]);
  });
});
