/** What a host may do and has where nothing is declared: the other templates are told by what they lack. */
import { templates } from "../../provider/resources/preset/templates.ts";
import { pathsIn, type Plain } from "../support/plain.ts";

const host = () => templates.host();

/** The values at the end of every path, other than what is true. */
function otherThanTrue(value: unknown): Record<string, unknown> {
  const at = (path: readonly (string | number)[]) =>
    path.reduce<unknown>((below, step) => (below as Plain)[step], value);
  const ends = pathsIn(value).map((path) => [path.join("."), at(path)] as const);
  return Object.fromEntries(
    ends.filter(([, end]) => end !== true && (typeof end !== "object" || isEmpty(end))),
  );
}

function isEmpty(value: object | null): boolean {
  return value !== null && Object.keys(value).length === 0;
}

describe("the host's template", () => {
  it("is a livestream in HD, with sound as for speech", () => {
    expect(host().config).toStrictEqual({
      viewType: "LIVESTREAM",
      maxVideoStreams: { desktop: 9, mobile: 6 },
      maxScreenshareCount: 4,
      media: {
        video: { frameRate: 30, quality: "hd" },
        screenshare: { frameRate: 15, quality: "hd" },
        audio: { enableHighBitrate: false, enableStereo: false },
      },
    });
  });

  it("allows all, and hides, records and transcribes nobody", () => {
    expect(otherThanTrue(host().permissions)).toStrictEqual({
      hiddenParticipant: false,
      isRecorder: false,
      "media.audio.canProduce": "ALLOWED",
      "media.screenshare.canProduce": "ALLOWED",
      "media.video.canProduce": "ALLOWED",
      "plugins.config": {},
      recorderType: "NONE",
      stageAccess: "ALLOWED",
      transcriptionEnabled: false,
      waitingRoomType: "SKIP",
    });
  });
});
