import { readOptions, usage } from "../../cli/adopt/options.ts";
import { Problem } from "../../scripts/problem.ts";
import { thrownBy } from "../support/thrown.ts";

const NONE = {
  ...{ form: "all", secrets: false, stack: undefined, account: undefined, app: undefined },
  ...{ meetings: false, elsewhere: false, help: false },
};

describe("the options of adopt", () => {
  it("are all left out", () => expect(readOptions([], "adopt")).toStrictEqual(NONE));

  it("are all given", () => {
    const args = ["-s", "prod", "--account", "a", "--app=b", "--code", "--secrets"];
    expect(readOptions([...args, "--meetings", "--elsewhere", "-h"], "adopt")).toStrictEqual({
      ...{ form: "code", secrets: true, stack: "prod", account: "a", app: "b" },
      ...{ meetings: true, elsewhere: true, help: true },
    });
  });

  const wrong: [string[], string][] = [
    [["--what"], `Unknown option '--what'\n\n${usage("adopt")}`],
    [["--config", "--json"], "--config and --json do not go together: give one of them."],
  ];
  for (const [args, message] of wrong)
    it(`${args.join(" ")} is refused`, () => {
      expect(thrownBy(() => readOptions(args, "adopt"))).toStrictEqual(new Problem(message));
    });
});
