/** What is told of something that is in a create's way. */
export function existsAlready(identity: string, id: string, { named = true, ids = "" } = {}) {
  return (
    `${identity} exists already${ids}; an interrupted update may have made it. ` +
    `To manage it here, declare adopt: "${id}"${named ? ", or give another name" : ""}. ` +
    "To replace it (up --replace, state taint), set the resource's option deleteBeforeReplace: true"
  );
}
