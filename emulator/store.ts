import { join } from "node:path";
import { DatabaseSync, type StatementSync } from "node:sqlite";
import { makePrivate } from "./private-files.ts";
import type { Quirks } from "./quirks.ts";

/** The account of a document, and the app, live input or meeting that it belongs to. */
export interface Scope {
  readonly account: string;
  /** The id of the parent, or "" if it belongs to the account itself. */
  readonly parent: string;
}

/** A document and its scope. */
export interface Located<T> {
  readonly scope: Scope;
  readonly document: T;
}

/** All documents of a kind, in the order of creation. */
export interface Collection<T> {
  insert(scope: Scope, id: string, document: T): void;
  get(scope: Scope, id: string): T | undefined;
  list(scope: Scope): T[];
  /** The same without those that this process inserted in the last milliseconds. Quirk: listedAfterMs. */
  listed(scope: Scope, quirks: Pick<Quirks, "listedAfterMs">): T[];
  replace(scope: Scope, id: string, document: T): void;
  delete(scope: Scope, id: string): boolean;
  /** Finds a document by its id, for the control plane, which has no account. */
  find(id: string): Located<T> | undefined;
  /** All of them, of all accounts and parents. */
  all(): Located<T>[];
}

/*
 * WAL with synchronous=NORMAL: a commit is in the file before the response is sent, so it survives `kill -9`
 * of this process; only a power cut could lose the last commits, without damage to the file. In the exclusive
 * locking mode, SQLite holds its file lock while this process lives: a second emulator is refused, and a
 * killed one leaves no stale lock.
 */
const setUp = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  BEGIN EXCLUSIVE;
  CREATE TABLE IF NOT EXISTS documents (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    account TEXT NOT NULL,
    parent TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, account, parent, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS documents_by_id ON documents (kind, id);
  COMMIT;
`;

const database = "emulator.sqlite";

const place = "kind = ? AND account = ? AND parent = ?";

/** A document store in a SQLite file. */
export class Store {
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  /** When this process inserted a document, by kind and id. */
  readonly #inserted = new Map<string, number>();

  constructor(directory: string) {
    makePrivate(directory, database);
    this.#db = new DatabaseSync(join(directory, database));
    try {
      this.#db.exec(setUp);
    } catch (error) {
      this.#db.close();
      if (!isLocked(error)) throw error;
      throw new Error(
        `Another emulator is using the data directory ${directory}. ` +
          `Stop it, or give this one a directory of its own (--data DIR).`,
        { cause: error },
      );
    }
  }

  /** The documents of a kind. `T` is the type that this process writes for that kind. */
  collection<T>(kind: string): Collection<T> {
    const rows = (condition: string) => `SELECT body FROM documents WHERE ${condition}`;
    // The documents were written by `insert` and `replace` of the same kind.
    const parse = (body: unknown) => JSON.parse(String(body)) as T;
    const located = (row: Record<string, unknown>): Located<T> => ({
      scope: { account: String(row.account), parent: String(row.parent) },
      document: parse(row.body),
    });
    const all = (scope: Scope) =>
      this.#prepare(`SELECT id, body FROM documents WHERE ${place} ORDER BY seq`).all(
        kind,
        scope.account,
        scope.parent,
      );
    return {
      insert: ({ account, parent }, id, document) => {
        this.#inserted.set(`${kind} ${id}`, Date.now());
        this.#prepare(
          "INSERT INTO documents (kind, account, parent, id, body) VALUES (?, ?, ?, ?, ?)",
        ).run(kind, account, parent, id, JSON.stringify(document));
      },
      get: ({ account, parent }, id) => {
        const row = this.#prepare(rows(`${place} AND id = ?`)).get(kind, account, parent, id);
        return row && parse(row.body);
      },
      list: (scope) => all(scope).map((row) => parse(row.body)),
      listed: (scope, { listedAfterMs: lag }) => {
        const settled = (id: unknown) =>
          (this.#inserted.get(`${kind} ${String(id)}`) ?? -Infinity) <= Date.now() - lag;
        return all(scope)
          .filter(({ id }) => settled(id))
          .map((row) => parse(row.body));
      },
      replace: ({ account, parent }, id, document) => {
        this.#prepare(`UPDATE documents SET body = ? WHERE ${place} AND id = ?`).run(
          JSON.stringify(document),
          kind,
          account,
          parent,
          id,
        );
      },
      delete: ({ account, parent }, id) =>
        this.#prepare(`DELETE FROM documents WHERE ${place} AND id = ?`).run(
          kind,
          account,
          parent,
          id,
        ).changes > 0,
      find: (id) => {
        const row = this.#prepare(
          "SELECT account, parent, body FROM documents WHERE kind = ? AND id = ?",
        ).get(kind, id);
        if (row === undefined) return undefined;
        return located(row);
      },
      all: () =>
        this.#prepare("SELECT account, parent, body FROM documents WHERE kind = ? ORDER BY seq")
          .all(kind)
          .map(located),
    };
  }

  /** Runs several writes in a transaction. */
  transaction<T>(work: () => T): T {
    this.#db.exec("BEGIN IMMEDIATE");
    try {
      const result = work();
      this.#db.exec("COMMIT");
      return result;
    } catch (error) {
      this.#db.exec("ROLLBACK");
      throw error;
    }
  }

  /** Deletes all documents of a parent. */
  deleteChildren({ account, parent }: Scope): void {
    this.#prepare("DELETE FROM documents WHERE account = ? AND parent = ?").run(account, parent);
  }

  /** Deletes all documents. */
  clear(): void {
    this.#db.exec("DELETE FROM documents");
    this.#inserted.clear();
  }

  close(): void {
    this.#db.close();
  }

  #prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql) ?? this.#db.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }
}

const SQLITE_BUSY = 5;

function isLocked(error: unknown): boolean {
  return error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;
}
