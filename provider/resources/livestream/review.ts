/** The review rules for changes to a livestream. */
import { formerId, isMadeAgain, whyReplaced } from "../../review/conditions.ts";
import type { Rule } from "../../review/rule.ts";

export const review: readonly Rule[] = [
  {
    id: "livestream-replaced",
    level: "breaking",
    on: ["replace"],
    what: "Livestream replaced",
    means:
      "every encoder needs the new stream key, and every player the new playback URL. The old livestream still exists and its old stream key keeps working, because the API cannot delete it.",
    notes: whyReplaced,
  },
  {
    id: "livestream-removed",
    level: "breaking",
    on: ["delete"],
    what: "Livestream removed",
    means:
      "it is no longer managed, but it still exists, because the API cannot delete it. Its stream key and playback URL keep working.",
    notes: formerId,
  },
  {
    id: "livestream-gone",
    level: "breaking",
    on: ["gone outside"],
    when: isMadeAgain,
    what: "Livestream no longer exists and is created again",
    means: "every encoder needs the new stream key, and every player the new playback URL.",
    notes: formerId,
  },
];
