import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cliFinding, nodeFinding, packageFindings } from "../../cli/doctor/machine.ts";
import { withCheckout } from "../support/checkout.ts";

const nobody = { cwd: tmpdir(), env: { PATH: "" } };

describe("the doctor on this machine", () => {
  it("tells a Node that is too old", () => {
    expect(nodeFinding("24.1.0")).toStrictEqual({ what: "Node", status: "ok", found: "24.1.0" });
    expect(nodeFinding("20.19.0")).toStrictEqual({
      ...{ what: "Node", status: "failed", found: "20.19.0" },
      todo: "install Node 22 or later, which @pulumi/pulumi needs",
    });
  });

  it("tells a CLI that is not there, and one that is too old", async () => {
    const missing = await cliFinding({ ...nobody, pulumi: ["no-such-pulumi"] });
    expect(missing).toMatchObject({ status: "failed", todo: expect.any(String) as string });
    const old = await cliFinding({ ...nobody, pulumi: ["/bin/echo", "v3.100.0"] });
    expect(old).toMatchObject({
      status: "failed",
      found: expect.stringContaining("3.100.0") as string,
    });
  });

  it("tells where the program finds the provider, and where it does not", async () => {
    const found = await packageFindings(join(import.meta.dirname, "..", "..", "examples", "event"));
    expect(found.map(({ what, status }) => `${status} ${what}`)).toStrictEqual([
      "ok @pulumi/pulumi",
      "ok pulumi-realtimekit",
      "ok Provider",
    ]);
    const directory = await mkdtemp(join(tmpdir(), "realtimekit doctor "));
    try {
      expect((await packageFindings(directory)).map(({ found: text }) => text)).toStrictEqual([
        "there is no Pulumi.yaml in this directory or above",
      ]);
      await writeFile(join(directory, "Pulumi.yaml"), "name: x\nruntime: nodejs\nmain: program\n");
      await mkdir(join(directory, "program"));
      const lacking = await packageFindings(directory);
      expect(lacking.map(({ status }) => status)).toStrictEqual(["failed", "failed", "failed"]);
      expect(lacking[1]?.todo).toBe("run: npm install pulumi-realtimekit");
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});

describe("npm run doctor", () => {
  it("is one table of stack dev, each line with what to do, and exits with 1 where one failed", async () => {
    await withCheckout(async (checkout) => {
      const well = await checkout.npm(["doctor", "--", "--stack", "dev"]);
      expect(well.stdout).toMatch(/^ +CHECK +FOUND +WHAT TO DO\n✔ {2}Node /);
      expect(well.stdout).toMatch(/\nEverything is ready for pulumi up\.\n$/);
      expect(well.code).toBe(0);
      const json = ["doctor", "--", "--stack", "no-such-stack", "--json"];
      const { code, stdout } = await checkout.npm(json, { PULUMI_BACKEND_URL: "file://~" });
      expect(code).toBe(1);
      const { findings } = JSON.parse(stdout) as { findings: Record<string, string>[] };
      const stack = findings.find(({ what }) => what === "Stack");
      expect(stack).toStrictEqual({
        ...{ what: "Stack", status: "failed" },
        found: expect.stringContaining("no stack named 'no-such-stack' found") as string,
        todo: "check its name (pulumi stack ls) and its passphrase or key service",
      });
    });
  });
});
