import type { Socket } from "node:net";
import { type Offer, SHA1 } from "@/lib/pipeline/source/sftp/algorithms";

/** What a server offers, as its KEXINIT message lists it (RFC 4253, section 7.1); `In` is what it sends. */
export type ServerOffer = Record<
  "kex" | "serverHostKey" | "cipher" | "cipherIn" | "hmac" | "hmacIn",
  string[]
>;

const KEXINIT = 20;

/** The offer out of the first bytes of a connection; null while it is not whole, or for what is no SSH. */
export function readServerOffer(heard: Buffer): ServerOffer | null {
  const greeting = /(?:^|\n)SSH-[^\n]*\n/.exec(heard.toString("latin1"));
  if (!greeting) return null;
  const start = greeting.index + greeting[0].length;
  if (heard.length < start + 6 || heard[start + 5] !== KEXINIT) return null;
  const end = start + 4 + heard.readUInt32BE(start);
  if (heard.length < end) return null;
  // Behind length, padding length, message number and a cookie of 16 bytes.
  let position = start + 22;
  const lists: string[][] = [];
  while (lists.length < 6) {
    if (position + 4 > end) return null;
    const next = position + 4 + heard.readUInt32BE(position);
    if (next > end) return null;
    lists.push(namesOf(heard.toString("latin1", position + 4, next)));
    position = next;
  }
  const [kex = [], serverHostKey = [], cipher = [], cipherIn = [], hmac = [], hmacIn = []] = lists;
  return { kex, serverHostKey, cipher, cipherIn, hmac, hmacIn };
}

/** Names for a message: what a server could use to say something else in our words is left out, and so are its signals. */
function namesOf(list: string): string[] {
  return list
    .split(",")
    .filter((name) => /^[\w.@+-]{1,64}$/.test(name) && !/^(ext-info-|kex-strict-)/.test(name))
    .slice(0, 20);
}

export type Disagreement = {
  category: string;
  theirs: readonly string[];
  ours: readonly string[];
  /** Whether all that the server has is known to be weak. */
  isOutdated: boolean;
  /** Whether allowing SHA-1 would help. */
  isSha1: boolean;
};

const OUTDATED = /sha1|md5|ripemd|cbc|arcfour|^ssh-dss|^ssh-rsa|^none$/;

/** The first thing that the two have nothing in common for, in the order of the protocol; null when they agree. */
export function findDisagreement(ours: Offer, theirs: ServerOffer): Disagreement | null {
  const hasOwnMac = /gcm|poly1305/.test(ours.cipher.find((name) => theirs.cipher.includes(name)) ?? "");
  const asked: [string, keyof Offer, readonly string[]][] = [
    ["key exchange", "kex", theirs.kex],
    ["the host key", "serverHostKey", theirs.serverHostKey],
    ["encryption", "cipher", theirs.cipher],
    ["encryption", "cipher", theirs.cipherIn],
    ["checksums (MAC)", "hmac", hasOwnMac ? ours.hmac : theirs.hmac],
    ["checksums (MAC)", "hmac", hasOwnMac ? ours.hmac : theirs.hmacIn],
  ];
  for (const [category, list, names] of asked) {
    const own: readonly string[] = ours[list];
    if (own.some((name) => names.includes(name))) continue;
    const sha1: readonly string[] = SHA1[list];
    return {
      category,
      theirs: names,
      ours: own,
      isOutdated: names.length > 0 && names.every((name) => OUTDATED.test(name)),
      isSha1: names.some((name) => sha1.includes(name)),
    };
  }
  return null;
}

/** SSH greets with this, or with lines before it. Busy OpenSSH servers say so in plain text and hang up. */
const SSH_OR_BUSY = /SSH-|MaxStartups|Not allowed at this time/;

/** More than a greeting and the largest packet that the protocol allows before encryption. */
const HEARD_MAX = 64 * 1024;

type FirstWords = {
  /** Whether what a server says first is not SSH. */
  onOther: (isOther: boolean) => void;
  /** What it offers to agree on, sent in the clear before anything is encrypted. */
  onOffer: (offer: ServerOffer) => void;
};

/**
 * Hears what a server says before anything is encrypted. Listens beside the SSH client: it starts when the client
 * does, because a listener of its own would let the first bytes pass before the client is there.
 */
export function hearFirstWords(socket: Socket, { onOther, onOffer }: FirstWords): void {
  let heard = Buffer.alloc(0);
  const listen = (bytes: Buffer) => {
    heard = Buffer.concat([heard, bytes]);
    const isSsh = SSH_OR_BUSY.test(heard.toString("latin1", 0, 4096));
    onOther(!isSsh);
    const offer = readServerOffer(heard);
    if (offer) onOffer(offer);
    if (offer || heard.length >= (isSsh ? HEARD_MAX : 256)) socket.removeListener("data", listen);
  };
  const onNewListener = (event: string) => {
    if (event !== "data") return;
    socket.removeListener("newListener", onNewListener);
    queueMicrotask(() => socket.on("data", listen));
  };
  socket.on("newListener", onNewListener);
}
