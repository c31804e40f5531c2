/** Server and key as ffmpeg wants them: one URL. */
export function join(server: string, key: string): string {
  return `${server.replace(/\/+$/, "")}/${key}`;
}
