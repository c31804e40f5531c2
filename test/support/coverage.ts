/**
 * For `npm run coverage`: a worker writes down which code it ran once it has run a file. Node would do
 * so at the worker's end, but the runner ends its workers by a signal.
 */
import { takeCoverage } from "node:v8";
import { SnapshotState } from "jest-snapshot";

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the state as `this` below
const { save } = SnapshotState.prototype;

/** The last that the runner does for a file. */
SnapshotState.prototype.save = function () {
  takeCoverage();
  return save.call(this);
};
