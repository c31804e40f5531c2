/** The page of what is on air, in Chromium: by keyboard, and through everything that may end meanwhile. */
import { join } from "node:path";
import { EmulatorProcess } from "../contract/emulator-process.ts";
import { callerOf, MediaEmulator } from "../contract/media.ts";
import { closeAfterEach, directoryPerTest } from "../support/after-each.ts";
import { OnAirPage } from "../support/browser.ts";
import { emulatorPerTest } from "../support/emulator.ts";
import { eventually } from "../support/eventually.ts";
import { Ffmpeg } from "../support/ffmpeg.ts";
import { itWithVideo } from "../support/installed.ts";
import { freePort } from "../support/port.ts";

const itPlays = itWithVideo();
const later = closeAfterEach();
const newDirectory = directoryPerTest();
const openEmulator = emulatorPerTest();

async function openPage(origin: string): Promise<OnAirPage> {
  const opened = await OnAirPage.open(origin);
  later(() => opened.close());
  return opened;
}

function encoder(server: string, key: string): Ffmpeg {
  const ffmpeg = Ffmpeg.start(server + key);
  later(() => ffmpeg.kill());
  return ffmpeg;
}

describe("the page", () => {
  itPlays("can be used by keyboard alone; it shows and copies keys when asked to", async () => {
    const media = new MediaEmulator(await openEmulator({ mediaPort: 0 }));
    const keynote = await media.livestream();
    const { page, errors } = await openPage(media.origin);
    expect(await page.content()).not.toContain(keynote.key);

    const focused = () => page.locator(":focus");
    const pasted = () => page.evaluate("navigator.clipboard.readText()");
    const pressed = async (key: string, name: string) => {
      // Wherever the button is: Tab leads to it.
      for (let tabs = 0; tabs < 20; tabs++) {
        await page.keyboard.press("Tab");
        const label = await focused().getAttribute("aria-label");
        if ((label ?? (await focused().innerText())).includes(name)) break;
      }
      await page.keyboard.press(key);
    };
    await pressed("Enter", "OBS: Stream Key");
    await page.getByRole("status").filter({ hasText: "Copied." }).waitFor({ state: "attached" });
    expect(await pasted()).toBe(keynote.key);
    // Copied is not shown.
    expect(await page.content()).not.toContain(keynote.key);

    await pressed("Enter", "ffmpeg");
    await eventually(async () => String(await pasted()).startsWith("ffmpeg"));
    expect(await pasted()).toContain(`-f flv "${keynote.server}${keynote.key}"`);

    await pressed("Space", "Show the key");
    await page.getByText(keynote.key, { exact: true }).waitFor();
    expect(await focused().getAttribute("aria-pressed")).toBe("true");
    await page.keyboard.press("Space");
    await page.getByText(keynote.key).first().waitFor({ state: "detached" });
    expect(await page.content()).not.toContain(keynote.key);
    expect(errors).toStrictEqual([]);
  });

  itPlays(
    "shows new streams by itself, and says what goes on air, also to screen readers",
    async () => {
      const media = new MediaEmulator(await openEmulator({ mediaPort: 0 }));
      const opened = await openPage(media.origin);
      const { page, errors } = opened;
      await page.getByText("There is no livestream or live input yet").waitFor();
      const keynote = await media.livestream();
      await opened.says("keynote", "Off air");
      const ffmpeg = encoder(keynote.server, keynote.key);
      await opened.plays("keynote");
      await page
        .getByRole("status")
        .filter({ hasText: "keynote: On air." })
        .waitFor({ state: "attached" });
      await ffmpeg.kill();
      await opened.says("keynote", "Reconnecting");
      // Within the time in which an encoder may come back.
      encoder(keynote.server, keynote.key);
      await opened.says("keynote", "On air");
      await opened.plays("keynote");
      expect(errors).toStrictEqual([]);
    },
  );

  itPlays(
    "plays again after the emulator was killed and started again, in the same session",
    async () => {
      const data = join(await newDirectory(), "data");
      const [port, rtmpPort] = [await freePort(), await freePort()];
      const flags = ["--media", "--rtmp-port", String(rtmpPort)];
      const start = async () => {
        const started = await EmulatorProcess.start(data, port, flags);
        later(() => started.kill());
        return started;
      };
      const first = await start();
      const media = new MediaEmulator(callerOf(first.baseUrl));
      const keynote = await media.livestream();
      const sending = encoder(keynote.server, keynote.key);
      const opened = await openPage(media.origin);
      await opened.plays("keynote");
      const session = await media.activeSession(keynote);

      await first.kill();
      await opened.page.getByText("The emulator does not answer.").waitFor();
      expect((await sending.ended()).code).not.toBe(0);
      await start();
      encoder(keynote.server, keynote.key);
      await opened.says("keynote", "On air");
      await opened.plays("keynote");
      expect(await media.activeSession(keynote)).toBe(session);
      await opened.page.getByText("The emulator does not answer.").waitFor({ state: "hidden" });
    },
  );
});
