/** What is told of something that is in a create's way. */
export function existsAlready(identity: string, id: string, { named = true, ids = "" } = {}) {
  return (
    `${identity} exists already${ids}; an interrupted update may have made it. ` +
    `To manage it here, declare adopt: "${id}"${named ? ", else give another name" : ""}. ` +
    "If this is to replace it (up --replace, state taint), give the resource the option deleteBeforeReplace: true"
  );
}
