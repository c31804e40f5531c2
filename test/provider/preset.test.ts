import { presetBody } from "../../emulator/preset-schema.ts";
import { merge } from "../../provider/schema/compare.ts";
import { toWire } from "../../provider/client/wire.ts";
import { preset as definition } from "../../provider/resources/preset/definition.ts";
import { presetSchema } from "../../provider/resources/preset/inputs.ts";
import { listed } from "../support/caller.ts";
import { ACCOUNT, APP, failure, GOT, KIT, type Plain, worldPerTest } from "./host.ts";
import { bodyOf, held, look, OTHER, PLUGIN, plugins } from "./presets.ts";

const world = worldPerTest();

describe("a preset's life", () => {
  it("begins with one list and one POST of what is declared, whole", async () => {
    const w = await world();
    const declared = { template: "host", ...plugins({ [PLUGIN]: { accessControl: "VIEW_ONLY" } }) };
    const made = await w.program().create({ definition, declared });
    expect(await w.requests()).toStrictEqual(["GET /presets 200", "POST /presets 201"]);
    const body = bodyOf(await held(w, made));
    const { config, permissions, ui } = made.inputs;
    const { name, __autoName } = made.props;
    expect([__autoName, "name" in made.inputs]).toStrictEqual([name, false]);
    const wire = toWire(presetSchema, { name, config, permissions, ui });
    await w.control.quirks({ presetEchoesSimulcast: false });
    const { config: sent } = await held(w, made);
    expect({ ...body, config: sent }).toStrictEqual(
      merge<unknown>(wire, { ui: { config_diff: {} } }),
    );
    expect(made.props).toStrictEqual({ ...made.inputs, name, __autoName });
    expect("config_diff" in presetBody.parse(body).ui).toBe(true);
  });

  it("goes on unchanged, and a refresh leaves what is stored, with no inputs", async () => {
    const w = await world();
    const declared = { template: "host", ...look({ colors: { text: "#ABCDEF" } }) };
    const made = await w.program().create({ definition, declared });
    const next = w.program();
    await w.requests();
    expect(await next.plan(made, { definition, declared })).toStrictEqual({
      changes: false,
      replaces: [],
    });
    expect(await w.requests()).toStrictEqual([]);
    const { inputs, props } = await next.read(definition, made.id, made.props);
    expect(inputs).toBeUndefined();
    expect(props).toStrictEqual(made.props);
    expect(await w.requests()).toStrictEqual([`GET /presets/${made.id} 200`]);
  });

  it("changes in place by a GET and a PUT", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.requests();
    const declared = { name: "renamed", permissions: { canRecord: true } };
    const changed = await w.program().update(made, { definition, declared });
    expect(await w.requests()).toStrictEqual([
      // Whether the name is free.
      "GET /presets 200",
      `GET /presets/${made.id} 200`,
      `PUT /presets/${made.id} 200`,
    ]);
    const { name, permissions } = await held(w, made);
    expect([name, permissions.can_record]).toStrictEqual(["renamed", true]);
    expect(changed.props).toStrictEqual(changed.inputs);
    const back = await w.program().update(changed, { definition, declared: { name: "renamed" } });
    expect(back.props).toStrictEqual({ ...made.inputs, name: "renamed" });
  });

  it("is replaced for account and app, and for nothing else", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    for (const key of ["accountId", "appId", "adopt"]) {
      expect(
        await w.program().plan(made, { definition, declared: { [key]: "other" } }),
      ).toStrictEqual({
        changes: true,
        replaces: [key],
      });
    }
  });

  it("ends with a DELETE, and where it is gone already too", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.program().remove(definition, made);
    expect(await listed(w, `${KIT}/presets`)).toStrictEqual([]);
    await w.requests();
    await w.program().remove(definition, made);
    expect(await w.requests()).toStrictEqual([
      `DELETE /presets/${made.id} 404`,
      // The list confirms that it is gone.
      "GET /presets 200",
    ]);
  });

  it("is gone where the API does not have it, and not where the app is not there", async () => {
    const w = await world();
    const made = await w.program().create({ definition });
    await w.api("DELETE", `${KIT}/presets/${made.id}`);
    expect(await w.program().read(definition, made.id, made.props)).toStrictEqual({ id: "" });
    expect(
      await failure(w.program().read(definition, made.id, { ...made.props, appId: "elsewhere" })),
    ).toBe(
      `GET /accounts/${ACCOUNT}/realtime/kit/elsewhere/presets responded with 404: Unknown app elsewhere (code 404). ` +
        "The API did not find it: check realtimekit:accountId and realtimekit:appId.",
    );
  });

  it("is looked up by its id alone, whole", async () => {
    const w = await world();
    await w.control.quirks({ presetEchoesSimulcast: false });
    const made = await w.program().create({ definition });
    const { props } = await w.program().get(definition, made.id);
    const { config, permissions, ui, name } = made.props;
    expect(props).toStrictEqual({
      ...{ config, permissions, ui, name, accountId: ACCOUNT, appId: APP },
      ...GOT,
      __provider: "the loader",
    });
  });
});

describe("what is no longer declared", () => {
  it("is taken out at the API: one plugin of two, the logo, a font, simulcast", async () => {
    const w = await world();
    const one = { [PLUGIN]: { accessControl: "VIEW_ONLY" } };
    const two = { ...one, [OTHER]: { accessControl: "FULL_ACCESS", handlesViewOnly: true } };
    const made = await w.program().create({
      definition,
      declared: {
        ...plugins(two),
        ...look({ logo: "https://example.com/a.png", googleFont: "Inter" }),
        config: { media: { video: { simulcast: true } } },
      },
    });
    await w.control.quirks({ presetEchoesSimulcast: false });
    const { permissions: before } = await held(w, made);
    expect(Object.keys(before.plugins.config).sort()).toStrictEqual([OTHER, PLUGIN].sort());

    await w.program().update(made, { definition, declared: plugins(one) });
    const { config, permissions, ui } = await held(w, made);
    expect(permissions.plugins.config).toStrictEqual({ [PLUGIN]: { access_control: "VIEW_ONLY" } });
    expect("logo" in ui.design_tokens).toBe(false);
    expect("google_font" in ui.design_tokens).toBe(false);
    expect("simulcast" in config.media.video).toBe(false);
  });

  it("is taken out below a plugin that stays", async () => {
    const w = await world();
    const declared = (handles: Plain) =>
      plugins({ [PLUGIN]: { accessControl: "VIEW_ONLY", ...handles } });
    const made = await w
      .program()
      .create({ definition, declared: declared({ handlesViewOnly: true }) });
    await w.program().update(made, { definition, declared: declared({}) });
    const { permissions } = await held(w, made);
    expect(permissions.plugins.config).toStrictEqual({ [PLUGIN]: { access_control: "VIEW_ONLY" } });
  });
});
