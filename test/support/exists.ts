/** The message if a resource with the same name already exists. */
export function existsAlready(identity: string, id: string, { named = true, ids = "" } = {}) {
  return (
    `${identity} already exists${ids}; an interrupted update may have created it. ` +
    `To manage it here, set adopt: "${id}"${named ? ", or use another name" : ""}. ` +
    "If you are replacing it (pulumi up --replace, pulumi state taint), set the resource option deleteBeforeReplace: true"
  );
}
