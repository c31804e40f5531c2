import { Command } from "commander";
import { declareAdopt, type Options } from "../../cli/adopt/options.ts";

const NONE = {
  ...{ form: "all", write: false, secrets: false },
  ...{ stack: undefined, account: undefined, app: undefined },
  ...{ meetings: false, include: [] },
};

/** What the command gets, or is told. */
async function optionsOf(args: string[]): Promise<Options | string | undefined> {
  let got: Options | string | undefined;
  const command = new Command("adopt").exitOverride();
  command.configureOutput({ writeErr: (text) => (got = text) });
  declareAdopt(command, (options) => {
    got = options;
    return Promise.resolve();
  });
  await command.parseAsync(args, { from: "user" }).catch(() => undefined);
  return got;
}

describe("the options of adopt", () => {
  it("are all left out", async () => {
    expect(await optionsOf([])).toStrictEqual(NONE);
  });

  it("are all given", async () => {
    const args = ["-s", "prod", "--account", "a", "--app=b", "--code", "--secrets"];
    const several = ["--include", "c", "d", "--meetings", "--include=e"];
    expect(await optionsOf([...args, ...several])).toStrictEqual({
      ...{ form: "code", write: false, secrets: true, stack: "prod", account: "a", app: "b" },
      ...{ meetings: true, include: ["c", "d", "e"] },
    });
  });

  it("write the config in place of printing it", async () => {
    expect(await optionsOf(["--write"])).toStrictEqual({ ...NONE, write: true });
  });

  it("print a file for imports", async () => {
    expect(await optionsOf(["--import"])).toStrictEqual({ ...NONE, form: "import" });
  });

  const wrong: [string[], string][] = [
    [["--import", "--json"], "error: option '--import' cannot be used with option '--json'\n"],
    [["--what"], "error: unknown option '--what'\n"],
    [["--config", "--json"], "error: option '--config' cannot be used with option '--json'\n"],
    [["--write", "--code"], "error: option '--write' cannot be used with option '--code'\n"],
    [["--json", "--code"], "error: option '--code' cannot be used with option '--json'\n"],
  ];
  for (const [args, message] of wrong)
    it(`${args.join(" ")} is refused`, async () => {
      expect(await optionsOf(args)).toBe(message);
    });
});
