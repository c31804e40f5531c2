/** What happens between the blocks of a page, by the name that the page gives it. */
import { join } from "node:path";
import { readDevStack } from "../../emulator/dev-stack.ts";
import type { Checkout } from "../support/checkout.ts";
import { conferenceHost } from "../support/conference-host.ts";
import { openEmulator, type TestEmulator } from "../support/emulator.ts";
import { readPage } from "./page.ts";
import type { Shell } from "./shell.ts";

type Change = (emulator: TestEmulator, account: string, app: string) => Promise<void>;

/** Changes something at the API of the stack `dev`, as somebody in the dashboard would. */
async function atApi(checkout: Checkout, change: Change): Promise<void> {
  const { accountId, appId } = readDevStack(checkout.directory);
  const data = join(checkout.directory, ".pulumi-dev", "emulator");
  const emulator = await openEmulator({ data, accountId, appId });
  try {
    const kit = `/accounts/${accountId}/realtime/kit/${appId}`;
    await change(emulator, `/accounts/${accountId}/stream/live_inputs`, kit);
  } finally {
    await emulator.close();
  }
}

async function write(
  emulator: TestEmulator,
  method: string,
  path: string,
  body: object,
): Promise<Record<string, unknown>> {
  const { status, body: answer } = await emulator.call(method, path, body);
  if (status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
  const { data, result } = answer as Record<string, Record<string, unknown>>;
  return data ?? result ?? {};
}

/** Names of the steps, and what each does. */
export const STEPS: Readonly<Record<string, (checkout: Checkout, shell: Shell) => Promise<void>>> =
  {
    "fresh clone": (_checkout, shell) => shell.reset(),

    "the change of getting started": async (_checkout, shell) => {
      const { blocks } = await readPage("docs/getting-started.md");
      await shell.apply(blocks.find(({ lang }) => lang === "diff")?.text ?? "");
    },

    "changed outside": async (checkout, shell) => {
      await shell.restore();
      const read = async (output: string) => {
        const { stdout } = await shell.run(
          `npm run --silent pulumi -- stack output ${output} --json --stack dev`,
        );
        return JSON.parse(stdout) as Record<string, { id: string }>;
      };
      const hub = (await read("liveInputs")).hub?.id ?? "";
      const youtube = (await read("restreamTargets")).youtube?.id ?? "";
      const viewer = (await read("presets")).viewer?.id ?? "";
      await atApi(checkout, async (emulator, liveInputs, kit) => {
        await write(emulator, "PUT", `${liveInputs}/${hub}/outputs/${youtube}`, { enabled: false });
        const permissions = { can_record: true };
        await write(emulator, "PATCH", `${kit}/presets/${viewer}`, { permissions });
      });
    },

    "made in the dashboard": async (checkout) => {
      await atApi(checkout, async (emulator, liveInputs, kit) => {
        await write(emulator, "POST", `${kit}/livestreams`, { name: "Keynote_2026" });
        await write(emulator, "POST", `${kit}/livestreams`, { name: "panel-5e1f0c2" });
        const stage = await write(emulator, "POST", liveInputs, { meta: { name: "Main Stage" } });
        await write(emulator, "POST", `${liveInputs}/${String(stage.uid)}/outputs`, {
          url: "rtmps://a.rtmps.youtube.com/live2",
          streamKey: "a-key-of-youtube",
        });
        const meta = { name: "hub-77aa0c1", pulumi: "shop/prod/hub" };
        await write(emulator, "POST", liveInputs, { meta });
        await write(emulator, "POST", `${kit}/presets`, conferenceHost());
      });
    },
  };
