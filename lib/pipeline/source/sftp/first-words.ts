import type { Socket } from "node:net";
import { readServerOffer, type ServerOffer } from "@/lib/pipeline/source/sftp/server-offer";

/** SSH greets with this, or with lines before it. Busy OpenSSH servers say so in plain text and hang up. */
const SSH_OR_BUSY = /SSH-|MaxStartups|Not allowed at this time/;

/** More than a greeting and the largest packet that the protocol allows before encryption. */
const HEARD_MAX = 64 * 1024;

type FirstWords = {
  /** Whether what a server says first is not SSH. */
  onOther: (isOther: boolean) => void;
  /** What it offers to agree on, told in the clear before anything is encrypted. */
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
