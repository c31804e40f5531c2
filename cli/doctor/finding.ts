/** What a check found. */
export interface Finding {
  /** What was looked at. */
  readonly what: string;
  /** `skipped`: what it needs is missing, as another line says. */
  readonly status: "ok" | "warning" | "failed" | "skipped";
  /** What was found, in a few words; never a secret. */
  readonly found: string;
  /** What to do about it; absent where nothing is to be done. */
  readonly todo?: string;
}

export function ok(what: string, found: string): Finding {
  return { what, status: "ok", found };
}

export function failed(what: string, found: string, todo: string): Finding {
  return { what, status: "failed", found, todo };
}

export function warning(what: string, found: string, todo: string): Finding {
  return { what, status: "warning", found, todo };
}

export function skipped(what: string, needs: string): Finding {
  return { what, status: "skipped", found: `skipped: needs ${needs}` };
}
