/** The review rules for changes to an app. */
import { formerId, isMadeAgain, whyReplaced } from "../../review/conditions.ts";
import type { Rule } from "../../review/rule.ts";

export const review: readonly Rule[] = [
  {
    id: "app-removed",
    level: "breaking",
    on: ["delete"],
    what: "App removed",
    means:
      "it is no longer managed, but it still exists with everything in it, because the API cannot delete it.",
    notes: formerId,
  },
  {
    id: "app-replaced",
    level: "breaking",
    on: ["replace"],
    what: "App replaced",
    means:
      "the new app has another id and is empty. The old app still exists with everything in it, because the API can neither rename nor delete it.",
    notes: whyReplaced,
  },
  {
    id: "app-gone",
    level: "breaking",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "App no longer exists and is created again",
    means: "the new app has another id and is empty; what was in the old app is lost.",
    notes: formerId,
  },
];
