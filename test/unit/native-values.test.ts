/** Values on Pulumi's wire, as the native plugin reads and writes them. */
import struct from "google-protobuf/google/protobuf/struct_pb.js";
import * as rpc from "@pulumi/pulumi/runtime/rpc.js";
import fc from "fast-check";
import * as z from "zod";
import { decode, encode, SecretPlaces } from "../../provider/hosts/native/values.ts";
import { group, list, secret, secretWhere, UNKNOWN } from "../../provider/schema/schema.ts";

type Json = Parameters<typeof struct.Struct.fromJavaScript>[0];

const SIGNATURE = rpc.specialSigKey;
const wire = (value: object) => struct.Struct.fromJavaScript(value as Json);
const hidden = (value: unknown) => ({ [SIGNATURE]: rpc.specialSecretSig, value });
const output = (rest: object) => ({ [SIGNATURE]: rpc.specialOutputValueSig, ...rest });
const back = (value: object, ...schemas: z.ZodType[]) =>
  encode(decode(wire(value)), schemas).toJavaScript();

describe("a value from the wire", () => {
  it("is plain data", () => {
    const value = { a: 1, b: [true, null, { c: "text" }], d: {} };
    const { value: read, secrets } = decode(wire(value));
    expect(read).toStrictEqual(value);
    expect(secrets.properties).toStrictEqual([]);
  });

  it("tells where it is secret, at any depth", () => {
    const { value, secrets } = decode(
      wire({ a: hidden("x"), b: { "c.d": [1, hidden({ e: "y" })] }, f: "z" }),
    );
    expect(value).toStrictEqual({ a: "x", b: { "c.d": [1, { e: "y" }] }, f: "z" });
    expect(secrets.properties).toStrictEqual(["a", "b"]);
    expect(secrets.has(["b", "c.d", 1])).toBe(true);
    expect(secrets.has(["b", "c.d", 0])).toBe(false);
    expect(secrets.has(["f"])).toBe(false);
  });

  it("is the one word for what is not known, whatever it will be", () => {
    const [bool, number, array, object] = [
      "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
      "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
      "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
      "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
    ];
    const { value, secrets } = decode(
      wire({
        ...{ text: rpc.unknownValue, bool, number, array, object },
        hidden: hidden(rpc.unknownValue),
        output: output({ secret: true }),
      }),
    );
    expect(new Set(Object.values(value))).toStrictEqual(new Set([UNKNOWN]));
    expect(secrets.properties).toStrictEqual(["hidden", "output"]);
  });

  it("is what an output has, and the id of a resource", () => {
    const reference = (rest: object) => ({ [SIGNATURE]: rpc.specialResourceSig, ...rest });
    const { value, secrets } = decode(
      wire({
        plain: output({ value: { a: 1 }, dependencies: ["urn"] }),
        secret: output({ value: "x", secret: true }),
        known: reference({ urn: "urn", id: "the-id" }),
        unknown: reference({ urn: "urn", id: "" }),
        component: reference({ urn: "urn" }),
      }),
    );
    expect(value).toStrictEqual({
      ...{ plain: { a: 1 }, secret: "x", known: "the-id", unknown: UNKNOWN, component: "urn" },
    });
    expect(secrets.properties).toStrictEqual(["secret"]);
  });

  for (const [what, signature] of [
    ["an asset", rpc.specialAssetSig],
    ["an archive", rpc.specialArchiveSig],
  ] as const)
    it(`is refused where it is ${what}`, () => {
      const file = { [SIGNATURE]: signature, path: "/etc/passwd" };
      expect(() => decode(wire({ ui: { logo: file } }))).toThrow(
        "ui.logo: a file is not allowed; give what is in it, or its address",
      );
    });

  it("is empty where there is none", () => {
    expect(decode(undefined).value).toStrictEqual({});
  });
});

describe("a value for the wire", () => {
  it("is secret where it was, whatever it has become", () => {
    expect(back({ a: hidden("x"), b: [1, hidden("y")] })).toStrictEqual({
      a: hidden("x"),
      b: [1, hidden("y")],
    });
    const secrets = new SecretPlaces();
    secrets.add(["colors", "brand"]);
    const grown = { colors: { brand: { 500: "#fff" }, text: "#000" } };
    expect(encode({ value: grown, secrets }, []).toJavaScript()).toStrictEqual({
      colors: { brand: hidden({ 500: "#fff" }), text: "#000" },
    });
  });

  it("is secret where a schema says so, at any depth, once", () => {
    const schema = group({
      key: secret(z.string()),
      endpoint: group({ url: z.string(), key: secret(z.string()).optional() }),
      all: list(secretWhere(z.string(), (text) => text.includes("@"))),
    });
    const value = {
      key: hidden("k"),
      endpoint: { url: "u", key: "l" },
      all: ["a@b", "c"],
      key2: "m",
    };
    expect(back(value, schema)).toStrictEqual({
      key: hidden("k"),
      endpoint: { url: "u", key: hidden("l") },
      all: [hidden("a@b"), "c"],
      key2: "m",
    });
  });

  it("is secret where one of several schemas says so, and where it is not known yet", () => {
    const [one, other] = [z.object({ key: z.string() }), z.object({ key: secret(z.string()) })];
    expect(back({ key: UNKNOWN }, one, other)).toStrictEqual({ key: hidden(UNKNOWN) });
  });

  it("has nothing that is undefined", () => {
    const value = { a: undefined, b: [{ c: undefined }], key: { d: undefined } };
    const schema = z.object({ key: secret(z.object({})) });
    expect(encode({ value, secrets: new SecretPlaces() }, [schema]).toJavaScript()).toStrictEqual({
      b: [{}],
      key: hidden({}),
    });
  });

  it("is what was read, for any JSON", () => {
    const json = fc.jsonValue({ maxDepth: 4 }).map((value) => ({ value }));
    fc.assert(
      fc.property(json, (value) => expect(back(value)).toStrictEqual(wire(value).toJavaScript())),
    );
  });
});
