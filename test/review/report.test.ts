import { report } from "../../cli/review/report.ts";
import { findingsOf } from "./samples.ts";

describe("a report", () => {
  it("shows a secret as changed and never as it is, even where a preview shows it", () => {
    const target = { url: "srt://a.example?passphrase=open-sesame", streamKey: "key-one" };
    const meeting = {
      recordingConfig: { liveStreamingConfig: { rtmpUrl: "rtmps://a.example/key-two" } },
    };
    const masked = {
      "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
      plaintext: '"key-three"',
    };
    const text = report(
      findingsOf(
        {
          op: "replace",
          kind: "RestreamTarget",
          before: target,
          after: { ...target, streamKey: "key-four" },
          reasons: ["streamKey"],
          diff: { streamKey: "update-replace", url: "update-replace" },
        },
        {
          op: "update",
          kind: "Meeting",
          before: {},
          after: meeting,
          diff: { recordingConfig: "add" },
        },
        {
          op: "create",
          kind: "random:index/password:Password",
          after: { seed: masked, length: 3 },
        },
      ),
    );
    expect(text).not.toMatch(/sesame|key-/);
    expect(text).toMatch(/! streamKey: secret, changed/);
    expect(text).toMatch(/! url: "srt:\/\/a\.example\?…" → /);
    expect(text).toMatch(/\+ recordingConfig\.liveStreamingConfig\.rtmpUrl: secret\n/);
    expect(text).toMatch(/\+ length: 3\n\+ seed: secret\n/);
  });

  it("leaves out what nobody declared, cuts what is long, and says what is not known yet", () => {
    const inner = {
      __provider: "exports",
      __declaredBy: "a/b/c",
      playbackUrl: "https://made.example",
    };
    const text = report(
      findingsOf({
        op: "create",
        kind: "Livestream",
        after: { ...inner, name: "x".repeat(1_000), appId: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" },
      }),
    );
    expect(text).toMatch(
      /```diff\n\+ appId: known after the update\n\+ name: "x{159}… \(1002 characters\)\n```/,
    );
    expect(text).not.toMatch(/__|made\.example/);
  });

  it("lists any other provider's resources plainly", () => {
    const bucket = "aws:s3/bucket:Bucket";
    const text = report(
      findingsOf({
        op: "update",
        kind: bucket,
        before: { acl: "private" },
        after: { acl: "public" },
        diff: { acl: "update" },
      }),
    );
    expect(text).toMatch(
      /\*\*0 to create, 1 to update, 0 to replace, 0 to delete, 0 unchanged\*\*/,
    );
    expect(text).toMatch(/update aws:s3\/bucket:Bucket <code>one<\/code> \(1 property\)/);
    expect(text).toMatch(/! acl: "private" → "public"/);
    expect(text).not.toMatch(/Breaking|Worth a look/);
  });
});
