/** What a reviewer must know when an app changes. */
import { formerId, isMadeAgain, whyReplaced } from "../../review/conditions.ts";
import type { Rule } from "../../review/rule.ts";

export const review: readonly Rule[] = [
  {
    id: "app-removed",
    level: "breaking",
    on: ["delete"],
    what: "App removed",
    means:
      "it is forgotten, not deleted: it stays with all that is in it, because the API cannot delete it.",
    notes: formerId,
  },
  {
    id: "app-replaced",
    level: "breaking",
    on: ["replace"],
    what: "App replaced",
    means:
      "the new one has another id and is empty; the old one stays with all that is in it, because the API can neither rename nor delete it.",
    notes: whyReplaced,
  },
  {
    id: "app-gone",
    level: "breaking",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "App is gone, and made again",
    means: "the new one has another id and is empty: nothing that was in it comes back.",
    notes: formerId,
  },
];
