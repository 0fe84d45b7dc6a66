import type { Client, ClientChannel } from "ssh2";
import { byte, packet, readFields, string, uint32 } from "@/lib/drop-server/sftp/bytes";

/** The reply to one request, taken apart as far as tests look at it. `status` null: it was no status. */
export type Reply = {
  type: number;
  status: number | null;
  message: string;
  handle: Buffer;
  names: string[];
  data: Buffer;
};

export type RawSftp = {
  channel: ClientChannel;
  /** Any bytes at all. */
  send: (bytes: Buffer) => void;
  /** One request, with the number of its type, and the reply to it. Rejects when the channel is closed instead. */
  ask: (type: number, ...fields: readonly Buffer[]) => Promise<Reply>;
  closed: Promise<void>;
};

export const TYPE = {
  INIT: 1,
  OPEN: 3,
  CLOSE: 4,
  READ: 5,
  WRITE: 6,
  LSTAT: 7,
  FSTAT: 8,
  SETSTAT: 9,
  FSETSTAT: 10,
  OPENDIR: 11,
  READDIR: 12,
  REMOVE: 13,
  MKDIR: 14,
  RMDIR: 15,
  REALPATH: 16,
  STAT: 17,
  RENAME: 18,
  READLINK: 19,
  SYMLINK: 20,
  EXTENDED: 200,
} as const;

/** The bare channel of the SFTP subsystem: nothing has been said on it. */
export function openChannel(client: Client, subsystem = "sftp"): Promise<ClientChannel> {
  return new Promise((resolve, reject) => {
    client.subsys(subsystem, (error, channel) => (error ? reject(error) : resolve(channel)));
  });
}

/** An SFTP session of single packets, for what no client would send. Greets with `version` unless that is null. */
export async function openRawSftp(client: Client, version: number | null = 3): Promise<RawSftp> {
  const channel = await openChannel(client);
  const waiting = new Map<number, { resolve: (reply: Reply) => void; reject: (error: Error) => void }>();
  let held = Buffer.alloc(0);
  let last = 0;
  let onVersion: () => void = () => {};
  channel.on("error", () => {});
  channel.on("data", (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    while (held.length >= 4 && held.length >= 4 + held.readUInt32BE()) {
      const body = held.subarray(4, 4 + held.readUInt32BE());
      held = held.subarray(4 + body.length);
      if (body[0] === 2) onVersion();
      else {
        const id = body.readUInt32BE(1);
        waiting.get(id)?.resolve(read(body));
        waiting.delete(id);
      }
    }
  });
  const closed = new Promise<void>((resolve) => {
    channel.once("close", () => {
      for (const { reject } of waiting.values()) reject(new Error("The channel was closed."));
      waiting.clear();
      resolve();
    });
  });
  if (version !== null) {
    const greeted = new Promise<void>((resolve) => {
      onVersion = resolve;
    });
    channel.write(packet(byte(TYPE.INIT), uint32(version)));
    await Promise.race([greeted, closed]);
  }
  return {
    channel,
    send: (bytes) => void channel.write(bytes),
    ask: (type, ...fields) =>
      new Promise((resolve, reject) => {
        last += 1;
        waiting.set(last, { resolve, reject });
        channel.write(packet(byte(type), uint32(last), ...fields));
      }),
    closed,
  };
}

function read(body: Buffer): Reply {
  const fields = readFields(body.subarray(5));
  const reply: Reply = {
    type: body[0] ?? 0,
    status: null,
    message: "",
    handle: Buffer.alloc(0),
    names: [],
    data: Buffer.alloc(0),
  };
  if (reply.type === 101) return { ...reply, status: fields.uint32(), message: fields.string().toString() };
  if (reply.type === 102) return { ...reply, handle: fields.string() };
  if (reply.type === 103) return { ...reply, data: fields.string() };
  if (reply.type !== 104) return reply;
  const names: string[] = [];
  for (let left = fields.uint32(); left > 0; left -= 1) {
    names.push(fields.string().toString());
    fields.string();
    for (let word = 0; word < 8; word += 1) fields.uint32();
  }
  return { ...reply, names };
}

export const NO_ATTRS = uint32(0);

export function path(name: string | Buffer): Buffer {
  return string(name);
}
