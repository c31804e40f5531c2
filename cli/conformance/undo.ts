/** What a run has created. At its end, also after an error or an interrupt, all that the API can delete is deleted. */
import type { Client } from "./client.ts";

/** What the API cannot delete, by the end of the path of its list. */
const STAYS: Readonly<Record<string, string>> = {
  livestreams: "livestream",
  meetings: "INACTIVE meeting",
  apps: "app",
};

interface Made {
  /** The path of the list in which it is. */
  readonly list: string;
  readonly id: string;
}

export class Undo {
  readonly #client: Client;
  #made: Made[] = [];
  readonly #stays = new Map<string, number>();
  readonly #left: string[] = [];

  constructor(client: Client) {
    this.#client = client;
  }

  /** @param list the path to which it was posted */
  add(list: string, id: string): void {
    if (!this.#made.some((each) => each.list === list && each.id === id))
      this.#made.push({ list, id });
  }

  /** It no longer exists. */
  forget(id: string): void {
    this.#made = this.#made.filter((each) => each.id !== id);
  }

  has(id: string): boolean {
    return this.#made.some((each) => each.id === id);
  }

  /** Deletes everything, the newest first. What fails is among {@link left}. */
  async all(): Promise<void> {
    for (let made = this.#made.pop(); made; made = this.#made.pop()) await this.#one(made);
  }

  async #one({ list, id }: Made): Promise<void> {
    const kind = list.split("/").at(-1) ?? "";
    const stays = STAYS[kind];
    const path = `${list}/${encodeURIComponent(id)}`;
    if (stays !== undefined) this.#stays.set(stays, (this.#stays.get(stays) ?? 0) + 1);
    try {
      if (kind === "meetings") await this.#expect("patch", path, { status: "INACTIVE" });
      else if (stays === undefined) await this.#expect("delete", path);
    } catch (error) {
      this.#left.push(`${describe({ list, id })}: ${this.#client.shown(error)}`);
    }
  }

  async #expect(method: "patch" | "delete", path: string, body?: unknown): Promise<void> {
    const { status } = await this.#client.call(method, path, body);
    // Its parent is deleted already, or a check has deleted it.
    const gone = method === "delete" && [400, 404, 410].includes(status);
    if (status >= 300 && !gone) throw new Error(`the API responded with ${status}`);
  }

  /** What is not deleted yet. */
  get pending(): readonly string[] {
    return this.#made.map(describe);
  }

  /** What remains, because the API cannot delete it. */
  get stays(): readonly string[] {
    return [...this.#stays].map(([what, count]) => `${count} ${what}${count === 1 ? "" : "s"}`);
  }

  /** What could not be deleted, and why. */
  get left(): readonly string[] {
    return this.#left;
  }
}

function describe({ list, id }: Made): string {
  const kind = list.split("/").at(-1) ?? "";
  return `${kind.replace(/s$/, "").replace("_", " ")} ${id}`;
}
