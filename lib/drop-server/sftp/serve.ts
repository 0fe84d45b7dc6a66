import type { Duplex } from "node:stream";
import type { Clock } from "@/lib/context";
import type { DropFolder } from "@/lib/drop-server/folder";
import { answer } from "@/lib/drop-server/sftp/answer";
import { openHandles } from "@/lib/drop-server/sftp/handles";
import { packets } from "@/lib/drop-server/sftp/packets";
import { refusalOf } from "@/lib/drop-server/sftp/refusal";
import { statusReply, versionReply } from "@/lib/drop-server/sftp/replies";
import { readInit, readRequest } from "@/lib/drop-server/sftp/requests";
import type { Log } from "@/lib/log";

/** What the connection has to know about a session. */
export type Flow = {
  /** While a request is being answered the client is not idle; to be called with `false` afterwards. */
  setBusy: (isBusy: boolean) => void;
  /** Settles when there is room for the next reply. */
  send: (bytes: Buffer) => Promise<void>;
};

type Serving = {
  channel: Duplex;
  folder: DropFolder;
  clock: Clock;
  log: Log;
  flow: Flow;
};

const VERSION = 3;

/**
 * An SFTP session (draft-ietf-secsh-filexfer-02) over the channel, until the client ends it or the connection breaks. One
 * request after the other: what a client has sent ahead stays in the channel's window, so memory is bounded. Throws
 * `Malformed` for what is not the protocol.
 */
export async function serveSftp({ channel, folder, clock, log, flow }: Serving): Promise<void> {
  const handles = openHandles();
  let greeted = false;
  let over = false;
  try {
    for await (const packet of packets(channel)) {
      if (!greeted) {
        if (readInit(packet) < VERSION) return;
        greeted = true;
        await flow.send(versionReply());
        continue;
      }
      flow.setBusy(true);
      const request = readRequest(packet);
      const reply = await answer({ folder, handles, clock }, request).catch((error: unknown) => {
        const { status, message, isOurs, isOver } = refusalOf(error);
        over = isOver;
        if (isOurs) log.error("drop.request.failed", { kind: request.kind }, error);
        return statusReply(request.id, status, message);
      });
      flow.setBusy(false);
      await flow.send(reply);
      if (over) return;
    }
  } finally {
    for (const handle of handles.removeAll()) {
      const ending =
        handle.kind === "upload"
          ? handle.upload.lose()
          : handle.kind === "reading"
            ? handle.reading.close()
            : null;
      await ending?.catch((error: unknown) => log.error("drop.handle.failed", {}, error));
    }
  }
}
