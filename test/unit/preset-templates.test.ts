import { presetBody } from "../../emulator/preset-schema.ts";
import { applyDefaults } from "../../provider/engine/check.ts";
import { merge } from "../../provider/schema/compare.ts";
import { toWire } from "../../provider/client/wire.ts";
import { preset } from "../../provider/resources/preset/definition.ts";
import { TEMPLATES } from "../../provider/resources/preset/parts.ts";
import { presetSchema } from "../../provider/resources/preset/inputs.ts";
import { templates } from "../../provider/resources/preset/templates.ts";
import { UNKNOWN } from "../../provider/schema/schema.ts";
import { settings } from "../support/account.ts";
import { pathsIn, type Plain } from "../support/plain.ts";
import { writePath } from "../../provider/schema/paths.ts";

describe("the templates", () => {
  const stage = (name: keyof typeof templates) => {
    const { stageAccess, media } = templates[name]().permissions;
    const { audio, video, screenshare } = media;
    return [stageAccess, ...[audio, video, screenshare].map(({ canProduce }) => canProduce)];
  };

  it("are named as the functions", () => {
    expect(Object.keys(templates)).toStrictEqual([...TEMPLATES]);
    for (const [name, template] of Object.entries(templates)) expect(template.name).toBe(name);
  });

  it("say the same of the stage and of each medium, as Cloudflare asks", () => {
    const access = TEMPLATES.map((name) => [name, ...new Set(stage(name))]);
    expect(access).toStrictEqual([
      ["host", "ALLOWED"],
      ["moderator", "ALLOWED"],
      ["speaker", "ALLOWED"],
      ["guest", "CAN_REQUEST"],
      ["viewer", "NOT_ALLOWED"],
    ]);
  });

  it("lose exactly these permissions from one to the next", () => {
    const lost = TEMPLATES.slice(1).map((name, above) => {
      const before = leaves(templates[TEMPLATES[above] ?? "host"]().permissions);
      const after = leaves(templates[name]().permissions);
      expect(Object.keys(after)).toStrictEqual(Object.keys(before));
      return Object.keys(before)
        .filter((path) => before[path] !== after[path])
        .sort();
    });
    const [moderator, speaker, guest, viewer] = lost;
    expect(moderator).toStrictEqual([
      "canChangeParticipantPermissions",
      "canLivestream",
      "canRecord",
      "connectedMeetings.canAlterConnectedMeetings",
    ]);
    expect(speaker).toStrictEqual([
      "acceptStageRequests",
      "acceptWaitingRequests",
      "canAcceptProductionRequests",
      "canSpotlight",
      "connectedMeetings.canSwitchConnectedMeetings",
      "connectedMeetings.canSwitchToParentMeeting",
      "disableParticipantAudio",
      "disableParticipantScreensharing",
      "disableParticipantVideo",
      "kickParticipant",
      "pinParticipant",
      "plugins.canEditConfig",
    ]);
    const onStage = [
      "media.audio.canProduce",
      "media.screenshare.canProduce",
      "media.video.canProduce",
    ];
    expect(guest).toStrictEqual([
      "chat.private.canReceive",
      "chat.private.canSend",
      "chat.private.files",
      "chat.private.text",
      "chat.public.files",
      ...onStage,
      "plugins.canClose",
      "plugins.canStart",
      "polls.canCreate",
      "stageAccess",
    ]);
    expect(viewer).toStrictEqual([...onStage, "stageAccess"]);
  });

  it("only ever lose: what is true becomes false", () => {
    const gained = TEMPLATES.slice(1).flatMap((name, above) => {
      const before = leaves(templates[TEMPLATES[above] ?? "host"]().permissions);
      const after = leaves(templates[name]().permissions);
      const paths = Object.keys(after).filter((path) => after[path] !== before[path]);
      return paths.filter((path) => after[path] === true).map((path) => `${name}.${path}`);
    });
    expect(gained).toStrictEqual([]);
  });

  for (const [name, template] of Object.entries(templates)) {
    it(`${name} is a whole preset as the API asks for it`, () => {
      const body = merge({ name }, toWire(presetSchema, template()));
      expect(presetBody.parse(body)).toStrictEqual(body);
    });

    it(`${name} is made anew each time`, () => {
      expect(template()).toStrictEqual(template());
      expect(template().config).not.toBe(template().config);
    });
  }

  it("of the viewer may do less than the host, and nothing else", () => {
    const [host, viewer] = [templates.host(), templates.viewer()];
    expect(viewer.config).toStrictEqual(host.config);
    expect(viewer.ui).toStrictEqual(host.ui);
    const at = (value: unknown, path: readonly (string | number)[]) =>
      path.reduce<unknown>((below, step) => (below as Plain)[step], value);
    const changed = pathsIn(host.permissions)
      .map((path) => [at(host.permissions, path), at(viewer.permissions, path)])
      .filter(([a, b]) => typeof a !== "object" && a !== b);
    expect(changed.length).toBeGreaterThan(20);
    const ways = new Set(changed.map(([has, left]) => `${String(has)} to ${String(left)}`));
    expect([...ways].sort()).toStrictEqual(["ALLOWED to NOT_ALLOWED", "true to false"]);
  });

  it("are inside the recommended ranges", () => {
    for (const template of Object.values(templates))
      expect(preset.warnings({ ...template() })).toStrictEqual([]);
  });

  it("are what a declaration starts from, which says only what differs", () => {
    const { config, permissions } = applyDefaults(
      preset,
      { template: "speaker", config: { viewType: "WEBINAR" } },
      {},
      settings,
    );
    expect(config).toStrictEqual({ ...templates.speaker().config, viewType: "WEBINAR" });
    expect(permissions).toStrictEqual(templates.speaker().permissions);
  });
});

describe("the recommended ranges", () => {
  const warned = (config: unknown) =>
    preset.warnings({ config }).map(({ path, reason }) => `${writePath(path)}: ${reason}`);

  it("warn of each number outside, with path, value and range", () => {
    expect(
      warned({ maxVideoStreams: { desktop: 12, mobile: 5 }, maxScreenshareCount: 0 }),
    ).toStrictEqual([
      "config.maxVideoStreams.desktop: 12 is outside the recommended range: 6 to 9 people on screen",
      "config.maxVideoStreams.mobile: 5 is outside the recommended range: 6 to 9 people on screen",
      "config.maxScreenshareCount: 0 is outside the recommended range: 3 to 4 people sharing their screen",
    ]);
  });

  it("include their ends", () => {
    for (const [desktop, mobile, maxScreenshareCount] of [
      [6, 9, 3],
      [9, 6, 4],
    ])
      expect(warned({ maxVideoStreams: { desktop, mobile }, maxScreenshareCount })).toStrictEqual(
        [],
      );
    expect(
      warned({ maxVideoStreams: { desktop: 10, mobile: 5 }, maxScreenshareCount: 2 }).length,
    ).toBe(3);
    expect(warned({ maxScreenshareCount: 5 }).length).toBe(1);
  });

  it("say nothing of what is not declared, not known yet, or no number", () => {
    for (const config of [
      undefined,
      {},
      UNKNOWN,
      { maxVideoStreams: UNKNOWN },
      { maxScreenshareCount: "9" },
    ])
      expect(warned(config)).toStrictEqual([]);
  });
});

/** Every leaf by its path. */
function leaves(value: unknown): Record<string, unknown> {
  const at = (path: readonly (string | number)[]) =>
    path.reduce<unknown>((below, step) => (below as Plain)[step], value);
  const paths = pathsIn(value).filter((path) => typeof at(path) !== "object");
  return Object.fromEntries(paths.map((path) => [path.join("."), at(path)]));
}
