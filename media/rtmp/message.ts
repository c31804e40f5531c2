/** RTMP messages (Adobe's RTMP specification 1.0, sections 5.4 and 7.1). */

/** The type ids of the messages that are used here. */
export const messageType = {
  setChunkSize: 1,
  abort: 2,
  acknowledgement: 3,
  userControl: 4,
  windowAckSize: 5,
  setPeerBandwidth: 6,
  audio: 8,
  video: 9,
  dataAmf3: 15,
  commandAmf3: 17,
  dataAmf0: 18,
  commandAmf0: 20,
} as const;

/** A message: what the chunks of a connection are put together to. */
export interface Message {
  readonly type: number;
  /** Milliseconds, 32 bits. */
  readonly timestamp: number;
  /** The message stream: 0 for the connection itself, otherwise what `createStream` returned. */
  readonly stream: number;
  readonly payload: Buffer;
}

/** A peer that breaks the protocol; its connection ends. */
export class ProtocolError extends Error {
  override name = "ProtocolError";
}
