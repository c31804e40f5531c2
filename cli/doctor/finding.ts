/** The result of a check. */
export interface Finding {
  /** The name of the check. */
  readonly what: string;
  /** `skipped`: a requirement is missing, which another line reports. */
  readonly status: "ok" | "warning" | "failed" | "skipped";
  /** What was found, in a few words; never a secret. */
  readonly found: string;
  /** What to do about it, if anything. */
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
