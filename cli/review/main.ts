// `pulumi-realtimekit-review`: a preview as a report, with the Pulumi CLI that is on PATH.
import { main } from "./cli.ts";

await main(["pulumi"]);
