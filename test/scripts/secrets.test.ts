import { Secrets } from "../support/secrets.ts";
import { thrownBy } from "../support/thrown.ts";

describe("the search for secrets", () => {
  const secret = 'k3y/with+"odd" parts';
  const absentFrom = (text: string) => () => {
    const secrets = new Secrets();
    secrets.add(secret);
    secrets.assertAbsentFrom([{ name: "a log", text }]);
  };

  it("finds one in each disguise, and nothing where there is none", () => {
    expect(absentFrom(`key: ${secret}.`)).toThrow(/k3y\/wi… as it is in a log/);
    expect(absentFrom(`?key=${encodeURIComponent(secret)}`)).toThrow(/URL-encoded in a log/);
    expect(absentFrom(JSON.stringify({ secret }))).toThrow(/JSON-escaped in a log/);
    for (const before of ["", "u", "us", "user:", "a longer one "]) {
      const base64 = Buffer.from(`${before}${secret}, and more`).toString("base64");
      expect(absentFrom(`Basic ${base64}`)).toThrow(/in base64 in a log/);
    }
    expect(absentFrom("k3y, odd, parts")).not.toThrow();
  });

  it("does not show the secret in its own complaint", () => {
    const complaint = thrownBy(absentFrom(`key: ${secret}.`));
    expect(complaint).toBeInstanceOf(Error);
    expect((complaint as Error).message).not.toContain(secret);
  });
});
