import assert from "node:assert/strict";
import { Secrets } from "../support/secrets.ts";

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
      assert.throws(absentFrom(`Basic ${base64}`), /in base64 in a log/, before);
    }
    assert.doesNotThrow(absentFrom("k3y, odd, parts"));
  });

  it("does not show the secret in its own complaint", () => {
    assert.throws(absentFrom(`key: ${secret}.`), (error: Error) => !error.message.includes(secret));
  });
});
