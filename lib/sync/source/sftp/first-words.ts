import type { Socket } from "node:net";

/** SSH greets with this, or with lines before it. Busy OpenSSH servers say so in plain text and hang up. */
const SSH_OR_BUSY = /SSH-|MaxStartups|Not allowed at this time/;

/**
 * Calls `otherwise` when what a server says first is not SSH. Listens beside the SSH client: it starts when the client
 * does, because a listener of its own would let the first bytes pass before the client is there.
 */
export function onOtherWords(socket: Socket, otherwise: (isOther: boolean) => void): void {
  let heard = "";
  const listen = (bytes: Buffer) => {
    heard += bytes.toString("latin1", 0, 256);
    const done = SSH_OR_BUSY.test(heard) || heard.length >= 256;
    otherwise(!SSH_OR_BUSY.test(heard));
    if (done) socket.removeListener("data", listen);
  };
  const onNewListener = (event: string) => {
    if (event !== "data") return;
    socket.removeListener("newListener", onNewListener);
    queueMicrotask(() => socket.on("data", listen));
  };
  socket.on("newListener", onNewListener);
}
