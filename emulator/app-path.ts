import type { Scope } from "./store.ts";

/** The parameters of a path below /accounts/{account}/realtime/kit/{app}. */
export interface AppPath {
  account: string;
  app: string;
}

/** Where the documents of an app live. */
export function appScope({ account, app }: AppPath): Scope {
  return { account, parent: app };
}
