/** The address of an RTMP application: `rtmp://host[:port]/app`, without the stream key. */

export interface Address {
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  readonly app: string;
  /** The address as the protocol's `connect` repeats it. */
  readonly url: string;
}

/** Parses a server's URL; undefined if it is not RTMP's. */
export function parseAddress(text: string): Address | undefined {
  const found = /^(rtmps?):\/\/(?:[^/@]*@)?(\[[^\]]+\]|[^/:\s]+)(?::(\d+))?\/(\S*)$/i.exec(text);
  if (found === null) return undefined;
  const [, scheme = "", host = "", port, path = ""] = found;
  const secure = scheme.toLowerCase() === "rtmps";
  const app = path.replace(/\/+$/, "");
  const number = port === undefined ? (secure ? 443 : 1935) : Number(port);
  if (number < 1 || number > 65535) return undefined;
  const shown = port === undefined ? host : `${host}:${port}`;
  return {
    secure,
    host: host.replace(/^\[|\]$/g, ""),
    port: number,
    app,
    url: `${scheme.toLowerCase()}://${shown}/${app}`,
  };
}
