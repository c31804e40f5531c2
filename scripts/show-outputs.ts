/** Stack outputs by section and logical name, with masked secrets. */
export type Outputs = Record<string, Record<string, Record<string, unknown>>>;

const HEADINGS: Record<string, string> = {
  livestreams: "Livestreams",
  presets: "Presets",
  liveInputs: "Live inputs",
  restreamTargets: "Restream targets",
};

/** The outputs as text, one property per line. */
export function showOutputs(outputs: Outputs): string {
  const lines = [];
  for (const [kind, resources] of Object.entries(outputs)) {
    if (Object.keys(resources).length === 0) continue;
    lines.push("", HEADINGS[kind] ?? kind);
    for (const [name, properties] of Object.entries(resources)) {
      lines.push(`  ${name}`);
      const keys = Object.keys(properties)
        .filter((key) => !LONG.includes(key))
        .sort((a, b) => rank(a) - rank(b));
      const width = Math.max(...keys.map((key) => key.length));
      for (const key of keys) {
        lines.push(`    ${key.padEnd(width)}  ${display(properties[key])}`);
      }
    }
  }
  return lines.join("\n");
}

/** Outputs that are too long for a list: commands, and the endpoints of other protocols. */
const LONG = [
  ...["ffmpegCommand", "playback", "rtmps", "rtmpsPlayback"],
  ...["srt", "srtPlayback", "webRtc", "webRtcPlayback"],
];

/** The order of properties; related ones are next to each other. */
const ORDER = ["name", "id", "platform", "enabled", "ingestServer", "streamKey", "ingestUrl"];

function rank(key: string): number {
  const place = ORDER.indexOf(key);
  return place < 0 ? ORDER.length : place;
}

function display(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** How to stream to the first livestream, and the next steps; `page` shows what is on air. */
export function nextSteps(outputs: Outputs, page?: string): string {
  const sections = [...howToStream(outputs, page), ...whatNext];
  return ["", ...sections].join("\n");
}

const NO_VIDEO = [
  "  (This stack uses the emulator, which implements the API but accepts no video. Do this with",
  "  npm start -- --media, or with a stack on a real account, see below.)",
  "",
];

function howToStream(outputs: Outputs, page: string | undefined): string[] {
  const [name, livestream] = Object.entries(outputs.livestreams ?? {})[0] ?? [];
  if (name === undefined) return [];
  const server = display(livestream?.ingestServer);
  return [
    `How to stream to livestream "${name}"`,
    ...(page === undefined ? NO_VIDEO : []),
    "  The stream key is secret. To show it and the other secrets:",
    "    npm run --silent pulumi -- stack output livestreams --show-secrets --stack dev",
    "  With OBS: Settings → Stream",
    "    Service     Custom",
    `    Server      ${server}`,
    "    Stream Key  the streamKey of the livestream",
    "  With ffmpeg, a test image and a tone:",
    `    ${ffmpeg(name)}`,
    `  To watch: ${page ?? display(livestream?.playbackUrl)}`,
    "",
  ];
}

/** An ffmpeg command line that reads the URL with the stream key from the stack. */
export function ffmpeg(livestream: string): string {
  const pick = `JSON.parse(require("fs").readFileSync(0))[${JSON.stringify(livestream)}].ingestUrl`;
  return [
    "ffmpeg -re -f lavfi -i testsrc2=size=1280x720:rate=30 -f lavfi -i sine=frequency=440",
    "-c:v libx264 -preset veryfast -tune zerolatency -pix_fmt yuv420p -b:v 2500k -g 60",
    "-c:a aac -ar 44100 -f flv",
    `"$(npm run --silent pulumi -- stack output livestreams --json --show-secrets --stack dev | node -p ${shellQuoted(pick)})"`,
  ].join(" \\\n      ");
}

function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

const whatNext = [
  "Next steps",
  "  npm run pulumi -- preview --diff --stack dev   after you change Pulumi.dev.yaml or index.ts",
  "  npm run emulator                               runs the emulator by itself, for example for curl",
  "  npm run pulumi -- destroy --stack dev          destroys the stack",
  "  To use a real account, see docs/getting-started.md; in short",
  "    npm run pulumi -- login              the backend for its state: Pulumi Cloud, or a URL such as s3://…",
  "    npm run pulumi -- stack init prod",
  "    npm run pulumi -- config set realtimekit:accountId <account id> --stack prod",
  "    npm run pulumi -- config set realtimekit:appId <app id> --stack prod",
  "    npm run pulumi -- config set --secret realtimekit:apiToken --stack prod   (prompts for it)",
  "    npm run pulumi -- up --stack prod",
];
