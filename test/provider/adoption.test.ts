import { liveInput } from "../../provider/resources/live-input/definition.ts";
import { livestream } from "../../provider/resources/livestream/definition.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { restreamTarget } from "../../provider/resources/restream-target/definition.ts";
import { existsAlready } from "../support/exists.ts";
import { APP, failure, KIT, type Plain, STREAM, type World, worldPerTest } from "./host.ts";
import { hub, listed } from "../support/caller.ts";
import { declare, one, samples } from "../support/samples.ts";
import { omit } from "../support/omit.ts";

const world = worldPerTest();

describe("adopting what is not there", () => {
  for (const sample of samples) {
    const { definition, held } = sample;
    it(`fails for ${one(definition)}, and makes none`, async () => {
      const w = await world();
      const declared = { ...(await declare(sample, w)), adopt: "no-such-id" };
      const before = await held(w, declared);
      expect(await failure(w.program().create({ definition, declared }))).toBe(
        `adopt: there is no ${definition.name} with the id "no-such-id"; check the id, the account and the app`,
      );
      expect(await held(w, declared)).toStrictEqual(before);
    });
  }
});

/** The word with which check tells the program what a preview is to say. */
describe("that something will be taken over", () => {
  const definition = livestream;
  const word = ({ __takesOver }: Plain) => __takesOver;

  it("is told of what the state does not have, and is no output", async () => {
    const w = await world();
    const { id } = (await w.api("POST", `${KIT}/livestreams`, { name: "theirs" })) as Plain;
    for (const declared of [{ adopt: id }, { adopt: true, name: "theirs" }]) {
      const made = await w.program().create({ definition, declared });
      expect([word(made.inputs), word(made.props)]).toStrictEqual([true, undefined]);
      const next = await w.program().check({ definition, declared }, made.inputs);
      expect(word(next)).toBeUndefined();
    }
    expect(word(await w.program().check({ definition, declared: { name: "x" } }))).toBeUndefined();
  });

  it("is told of a replacement only where adopt has an id: by its name a new one is made", async () => {
    const w = await world();
    const program = w.program();
    for (const [adopt, told] of [
      [true, undefined],
      ["another", true],
    ]) {
      const declared = { adopt, name: "x" };
      await program.check({ definition, declared }, { name: "y" });
      expect(word(await program.check({ definition, declared }))).toBe(told);
    }
  });
});

describe("adopting a livestream", () => {
  it("takes it with its name where none is declared, and writes nothing", async () => {
    const w = await world();
    const theirs = (await w.api("POST", `${KIT}/livestreams`, { name: "theirs" })) as Plain;
    await w.requests();
    const declared = { adopt: theirs.id };
    const made = await w.program().create({ definition: livestream, declared });
    expect(await w.requests()).toStrictEqual([`GET /livestreams/${String(theirs.id)} 200`]);
    expect(made.id).toBe(theirs.id);
    expect(made.props.name).toBe("theirs");
    expect(made.props.streamKey).toBe(theirs.stream_key);
    expect("name" in made.inputs).toBe(false);
    // The line may stay or go, and the name may be told now.
    const same = { changes: false, replaces: [] };
    for (const next of [declared, {}, { name: "theirs" }]) {
      expect(
        await w.program().plan(made, { definition: livestream, declared: next }),
      ).toStrictEqual(same);
    }
  });

  it("cannot rename it", async () => {
    const w = await world();
    const { id } = (await w.api("POST", `${KIT}/livestreams`, { name: "theirs" })) as Plain;
    expect(
      await failure(
        w.program().create({ definition: livestream, declared: { adopt: id, name: "mine" } }),
      ),
    ).toBe(
      `adopt: "${String(id)}" differs from your inputs in name (the API cannot rename it); set these inputs to its values, or remove adopt to create a new one`,
    );
    expect(await listed(w, `${KIT}/livestreams`)).toHaveLength(1);
  });
});

describe("adopting a live input", () => {
  it("brings it to what is declared, and keeps its keys and its name", async () => {
    const w = await world();
    const theirs = (await w.api("POST", STREAM, {
      meta: { name: "theirs", team: "media" },
      recording: { mode: "automatic", timeoutSeconds: 9 },
    })) as Plain;
    const declared = { adopt: theirs.uid, preferLowLatency: true };
    const made = await w.program().create({ definition: liveInput, declared });
    expect(made.id).toBe(theirs.uid);
    expect(made.props.rtmps).toStrictEqual(theirs.rtmps);
    expect(made.props.displayName).toBe("theirs");
    const held = (await w.api("GET", `${STREAM}/${made.id}`)) as Plain;
    expect(held.preferLowLatency).toBe(true);
    expect(held.recording).toStrictEqual({
      mode: "off",
      timeoutSeconds: 0,
      requireSignedURLs: false,
      hideLiveViewerCount: false,
      allowedOrigins: [],
    });
    const { name, team } = held.meta as Plain;
    expect([name, team]).toStrictEqual(["theirs", "media"]);
    expect(await listed(w, STREAM)).toHaveLength(1);
  });

  it("keeps its name through later changes", async () => {
    const w = await world();
    const theirs = (await w.api("POST", STREAM, { meta: { name: "theirs" } })) as Plain;
    const declared = { adopt: theirs.uid };
    const made = await w.program().create({ definition: liveInput, declared });
    const changed = await w
      .program()
      .update(made, { definition: liveInput, declared: { ...declared, enabled: false } });
    expect(changed.props.displayName).toBe("theirs");
    const held = (await w.api("GET", `${STREAM}/${made.id}`)) as { meta: Plain };
    expect(held.meta.name).toBe("theirs");
  });
});

describe("adopting a preset", () => {
  const PLUGIN = "ff7e7fbd-1e5b-4e0a-a0e9-1f3f7a3c9f2b";

  /** A preset that somebody else has made. */
  async function theirs(w: World) {
    const { id } = await w.program().create({
      definition: preset,
      by: "theirs/theirs/theirs",
      declared: {
        name: "theirs",
        template: "host",
        permissions: { plugins: { config: { [PLUGIN]: { accessControl: "VIEW_ONLY" } } } },
        ui: { designTokens: { logo: "https://example.com/logo.png" } },
      },
    });
    return { id, held: () => w.api("GET", `${KIT}/presets/${id}`) as Promise<Held> };
  }

  interface Held {
    name: string;
    permissions: { can_record: boolean; plugins: { config: Plain } };
    ui: { design_tokens: { logo?: string } };
  }

  it("brings it to what is declared, and keeps what is not: its name, its logo, its plugins", async () => {
    const w = await world();
    const { id, held } = await theirs(w);
    const declared = { adopt: id, template: "host", permissions: { canRecord: false } };
    const made = await w.program().create({ definition: preset, declared });
    expect(made.id).toBe(id);
    expect(made.props.name).toBe("theirs");
    const { name, permissions, ui } = await held();
    expect(name).toBe("theirs");
    expect(permissions.can_record).toBe(false);
    expect(permissions.plugins.config).toStrictEqual({ [PLUGIN]: { access_control: "VIEW_ONLY" } });
    expect(ui.design_tokens.logo).toBe("https://example.com/logo.png");
    expect(await listed(w, `${KIT}/presets`)).toHaveLength(1);
  });

  it("keeps its name through later changes, and may then be given another", async () => {
    const w = await world();
    const { id, held } = await theirs(w);
    const declared = { adopt: id, template: "host" };
    const made = await w.program().create({ definition: preset, declared });
    const next = {
      definition: preset,
      declared: { ...declared, permissions: { canRecord: false } },
    };
    const changed = await w.program().update(made, next);
    expect((await held()).name).toBe("theirs");
    expect(changed.props.name).toBe("theirs");
    await w.program().update(changed, { ...next, declared: { ...next.declared, name: "mine" } });
    expect((await held()).name).toBe("mine");
  });
});

describe("adopting a restream target", () => {
  it("switches it, and cannot point it elsewhere", async () => {
    const w = await world();
    const liveInputId = await hub(w);
    const outputs = `${STREAM}/${liveInputId}/outputs`;
    const url = "rtmps://theirs.example.com/live";
    const theirs = (await w.api("POST", outputs, { url, streamKey: "a-key-1234" })) as Plain;
    const declared = { adopt: theirs.uid, liveInputId, url, streamKey: "a-key-1234" };
    const made = await w
      .program()
      .create({ definition: restreamTarget, declared: { ...declared, enabled: false } });
    expect(made.id).toBe(theirs.uid);
    expect(made.props.enabled).toBe(false);
    expect(await listed(w, outputs)).toStrictEqual([{ ...theirs, enabled: false }]);

    const other = { ...declared, url: "rtmps://mine.example.com/live", streamKey: "b-key-1234" };
    expect(await failure(w.program().create({ definition: restreamTarget, declared: other }))).toBe(
      `adopt: "${String(theirs.uid)}" differs from your inputs in url (the API can only change enabled of an output), ` +
        "streamKey (the API can only change enabled of an output); set these inputs to its values, or remove adopt to create a new one",
    );
    expect(await listed(w, outputs)).toHaveLength(1);
  });

  it("takes it with its URL where the platform would give another", async () => {
    const w = await world();
    const liveInputId = await hub(w);
    const url = "rtmps://b.rtmps.youtube.com/live2?backup=1";
    const theirs = (await w.api("POST", `${STREAM}/${liveInputId}/outputs`, {
      url,
      streamKey: "a-key-1234",
    })) as Plain;
    const declared = {
      adopt: theirs.uid,
      liveInputId,
      platform: "youtube",
      streamKey: "a-key-1234",
    };
    const made = await w.program().create({ definition: restreamTarget, declared });
    expect(made.props.url).toBe(url);
    const later = omit(declared, "adopt");
    const plan = await w.program().plan(made, { definition: restreamTarget, declared: later });
    expect(plan).toStrictEqual({ changes: false, replaces: [] });
  });
});

describe("a name that somebody else has", () => {
  for (const [definition, path, body] of [
    [livestream, "livestreams", { name: "taken" }],
    [preset, "presets", undefined],
  ] as const) {
    it(`is an error for a ${definition.name} that tells how to adopt it`, async () => {
      const w = await world();
      const theirs =
        body === undefined
          ? await w.program().create({ definition, by: "a/b/c", declared: { name: "taken" } })
          : ((await w.api("POST", `${KIT}/${path}`, body)) as { id: string });
      expect(await failure(w.program().create({ definition, declared: { name: "taken" } }))).toBe(
        existsAlready(`a ${definition.name.toLowerCase()} named "taken" in app ${APP}`, theirs.id),
      );
      expect(await listed(w, `${KIT}/${path}`)).toHaveLength(1);
    });
  }

  it("is told with all its owners where a livestream's name has several", async () => {
    const w = await world();
    for (const name of ["taken", "taken"]) await w.api("POST", `${KIT}/livestreams`, { name });
    const ids = (await listed(w, `${KIT}/livestreams`)).map(({ id }) => String(id));
    expect(
      await failure(w.program().create({ definition: livestream, declared: { name: "taken" } })),
    ).toBe(
      existsAlready(`a livestream named "taken" in app ${APP}`, ids[0] ?? "", {
        ids: ` (2 of them: ${ids.join(", ")})`,
      }),
    );
  });

  it("is none where it is a target's: the same URL and key exist already", async () => {
    const w = await world();
    const liveInputId = await hub(w);
    const url = "srt://user:hunter22@example.com:99?passphrase=hunter23";
    const theirs = (await w.api("POST", `${STREAM}/${liveInputId}/outputs`, {
      url,
      streamKey: "a-key-1234",
    })) as { uid: string };
    const declared = { liveInputId, url, streamKey: "a-key-1234" };
    expect(await failure(w.program().create({ definition: restreamTarget, declared }))).toBe(
      existsAlready(
        `a restream target to srt://…@example.com:99?… with this stream key on live input ${liveInputId}`,
        theirs.uid,
        { named: false },
      ),
    );
  });
});
