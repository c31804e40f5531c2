/** Chromium on the page of what is on air. */
import { type Browser, chromium, type Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import { CHROMIUM } from "./installed.ts";

export class OnAirPage {
  readonly page: Page;
  /** Errors in the console, and exceptions. */
  readonly errors: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
    page.on("pageerror", (error) => this.errors.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") this.errors.push(message.text());
    });
  }

  static async open(origin: string): Promise<OnAirPage> {
    const browser = await chromium.launch({
      ...(CHROMIUM !== undefined && { executablePath: CHROMIUM }),
      // A container has no sandbox, and little shared memory.
      args: ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"],
    });
    const context = await browser.newContext({ viewport: { width: 1100, height: 800 } });
    await context.grantPermissions(["clipboard-read", "clipboard-write"], { origin });
    const opened = new OnAirPage(browser, await context.newPage());
    opened.page.setDefaultTimeout(60_000);
    await opened.page.goto(`${origin}/`);
    return opened;
  }

  /** Waits until the stream's video moves: other pixels, some later time. */
  async plays(name: string): Promise<void> {
    const video = this.page.getByLabel(`Player of ${name}`);
    await video.waitFor();
    // The pixels change with the time only if frames are decoded.
    const first = await eventually(() => this.#picture(name), { seconds: 60 });
    await eventually(async () => {
      const now = await this.#picture(name);
      return now !== undefined && now !== first;
    });
  }

  /** Waits until the stream's label says so. */
  async says(name: string, label: string): Promise<void> {
    const article = this.page.getByRole("article", { name });
    await article.locator('header [data-part="label"]', { hasText: label }).waitFor();
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  /** The picture that is shown, as text. */
  async #picture(name: string): Promise<string | undefined> {
    const found: unknown = await this.page.evaluate(`(${pictureOf})(${JSON.stringify(name)})`);
    return typeof found === "string" ? found : undefined;
  }
}

/** In the page, so without its types: the picture in small, or nothing before there is one. */
const pictureOf = `(name) => {
  const video = document.querySelector('video[aria-label="Player of ' + name + '"]');
  if (!video || video.readyState < 2 || video.videoWidth === 0) return undefined;
  const canvas = document.createElement("canvas");
  canvas.width = 32;
  canvas.height = 18;
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, 32, 18);
  const pixels = context.getImageData(0, 0, 32, 18).data;
  // A black one is none.
  return pixels.some((value, at) => at % 4 < 3 && value > 32) ? Array.from(pixels).join() : undefined;
}`;
