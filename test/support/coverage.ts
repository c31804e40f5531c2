/**
 * For `npm run coverage`: each worker writes its coverage after each file. Node would write it when the
 * worker exits, but the runner ends its workers with a signal.
 */
import { takeCoverage } from "node:v8";
import { SnapshotState } from "jest-snapshot";

// eslint-disable-next-line @typescript-eslint/unbound-method -- called with the state as `this` below
const { save } = SnapshotState.prototype;

/** The last step of the runner for a file. */
SnapshotState.prototype.save = function () {
  takeCoverage();
  return save.call(this);
};
