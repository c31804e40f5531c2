import type { Scope } from "./store.ts";

/** The parameters of a path below /accounts/{account}/realtime/kit/{app}. */
export interface AppPath {
  account: string;
  app: string;
}

/** The scope of an app's documents. */
export function appScope({ account, app }: AppPath): Scope {
  return { account, parent: app };
}
