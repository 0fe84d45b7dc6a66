import type { SFTPWrapper } from "ssh2";

/** How a file is read: many requests of one size under way at once. */
export type ReadPlan = {
  chunkBytes: number;
  inFlight: number;
};

const KIB = 1024;

/** The largest read that every server answers in one piece. */
const ANY_SERVER_BYTES = 32 * KIB;

/** OpenSSH's: a packet of 256 KiB less its head. More would only cost memory. */
const LARGEST_BYTES = 255 * KIB;

/** What ssh2 lets a server send before it has to be told to go on. It is a constant there, and tops itself up. */
const SSH2_WINDOW_BYTES = 2 * KIB * KIB;

/**
 * What is under way at once. A line carries at most this much per round trip, so a window of 2 MiB (64 reads of 32 KiB,
 * as OpenSSH's client has it) brings 20 MB/s over 100 ms, and one of 4 MiB twice that. The memory of a transfer
 * is this, twice: what was asked for, and what ssh2 and the socket hold of it.
 */
const WINDOW_BYTES = 4 * KIB * KIB;

/** The parts of ssh2 that its types leave out; any of them may be missing in another version. */
type Inside = {
  _client?: { _protocol?: { channelWindowAdjust?: (id: number, bytes: number) => void } };
  _extensions?: Readonly<Record<string, string>>;
  _maxReadLen?: number;
  outgoing?: { id?: number; state?: string };
};

/**
 * Widens the window of an open SFTP channel and says what to read with. Where ssh2 does not look as expected, its own
 * window stays and the reads are those that fill it. At most `inFlightMax` requests.
 */
export function planReads(sftp: SFTPWrapper, inFlightMax: number): ReadPlan {
  const inside = sftp as unknown as Inside;
  const chunkBytes = chunkOf(inside);
  const windowBytes = inFlightMax > 1 && widen(inside) ? WINDOW_BYTES : SSH2_WINDOW_BYTES;
  const inFlight = Math.max(1, Math.min(inFlightMax, Math.floor(windowBytes / chunkBytes)));
  return { chunkBytes, inFlight };
}

/** Larger reads only where the server has said that it answers them (`limits@openssh.com`): others cut them short. */
function chunkOf({ _extensions, _maxReadLen }: Inside): number {
  const largest = typeof _maxReadLen === "number" && _maxReadLen > 0 ? _maxReadLen : ANY_SERVER_BYTES;
  const most = _extensions?.["limits@openssh.com"] === "1" ? LARGEST_BYTES : ANY_SERVER_BYTES;
  // More than ssh2 takes for one request would be asked for in two, one after the other.
  return Math.min(most, largest);
}

/** Already wide: adjusting it again would let the server send ever more. */
const WIDE = new WeakSet<object>();

/**
 * Grants the server more than ssh2 counts: ssh2 tops its own 2 MiB up whenever half of it is used, so what is granted on
 * top stays granted until the channel closes. Gives false where that can't be done.
 */
function widen(inside: Inside): boolean {
  const protocol = inside._client?._protocol;
  const id = inside.outgoing?.id;
  if (WIDE.has(inside)) return true;
  if (typeof protocol?.channelWindowAdjust !== "function" || typeof id !== "number") return false;
  if (inside.outgoing?.state !== "open") return false;
  protocol.channelWindowAdjust(id, WINDOW_BYTES - SSH2_WINDOW_BYTES);
  WIDE.add(inside);
  return true;
}
