import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import ssh2 from "ssh2";
import { byte, string } from "@/lib/drop-server/sftp/bytes";

/** What the server answered to the last message; `closed`: it hung up, `silence`: nothing. */
export type Answer =
  | "failure"
  | "success"
  | "key would do"
  | "channel refused"
  | "request refused"
  | "closed"
  | "silence";

export type RawSsh = {
  client: ssh2.Client;
  /** One message of the SSH protocol, encrypted like every other. */
  message: (...fields: readonly Buffer[]) => void;
  /** The next answer. */
  answer: () => Promise<Answer>;
  /** Sends a request to sign in and gives the answer. */
  signIn: (username: string | Buffer, method: string, ...fields: readonly Buffer[]) => Promise<Answer>;
  /** Of this connection: what signatures are bound to. */
  sessionId: () => Buffer;
  end: () => void;
};

/** ssh2's handlers of the answers, which the test takes over: the client itself has asked for nothing. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  USERAUTH_FAILURE: "failure",
  USERAUTH_SUCCESS: "success",
  USERAUTH_PK_OK: "key would do",
  CHANNEL_OPEN_FAILURE: "channel refused",
  REQUEST_FAILURE: "request refused",
};

/** A connection after the exchange of keys: nobody has tried to sign in, and each message is the test's own. */
export async function openRawSsh(port: number, more: Partial<ssh2.ConnectConfig> = {}): Promise<RawSsh> {
  const client = new ssh2.Client();
  const answers: Answer[] = [];
  client.on("error", () => {});
  await new Promise<void>((resolve, reject) => {
    client.once("close", () => reject(new Error("It was closed.")));
    client.connect({
      host: "127.0.0.1",
      port,
      username: "nobody",
      readyTimeout: 60_000,
      // Called when the server is ready for a request to sign in; the client itself sends none.
      authHandler: () => resolve(),
      ...more,
    });
  });
  const protocol = Reflect.get(client, "_protocol");
  for (const [name, meaning] of Object.entries(ANSWERS)) {
    protocol._handlers[name] = () => answers.push(meaning);
  }
  client.once("close", () => answers.push("closed"));
  const message = (...fields: readonly Buffer[]) => sendMessage(client, ...fields);
  const answer = async (): Promise<Answer> => {
    for (let waited = 0; waited < 5_000; waited += 20) {
      const next = answers[0] === "closed" ? "closed" : answers.shift();
      if (next) return next;
      await sleep(20);
    }
    return "silence";
  };
  return {
    client,
    message,
    answer,
    signIn: (username, method, ...fields) => {
      // Several answers have one number: by the method ssh2 tells them apart.
      protocol._authsQueue.push(method);
      message(byte(50), string(username), string("ssh-connection"), string(method), ...fields);
      return answer();
    },
    sessionId: () => protocol._kex.sessionID,
    end: () => client.destroy(),
  };
}

/** One message of the SSH protocol, whatever it is, on the connection of a client. */
export function sendMessage(client: ssh2.Client, ...fields: readonly Buffer[]): void {
  const protocol = Reflect.get(client, "_protocol");
  const payload = Buffer.concat(fields);
  const writer = protocol._packetRW.write;
  const packet = writer.alloc(payload.length);
  packet.set(payload, writer.allocStart);
  protocol._cipher.encrypt(writer.finalize(packet));
}

/** The number that the server has given to a channel. */
export function outgoingId(channel: ssh2.Channel): number {
  const { id } = Reflect.get(channel, "outgoing") as { id: number };
  return id;
}

/** ssh2 keeps the socket of a client here. */
export function socketUnder(client: ssh2.Client): Socket {
  return Reflect.get(client, "_sock") as Socket;
}

/** The fields of a request by a key, with a signature of `signed` if that is given. */
export function keyFields(privateKey: string, algorithm: string, signed: Buffer | null): Buffer[] {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  const start = [byte(signed ? 1 : 0), string(algorithm), string(key.getPublicSSH())];
  if (!signed) return start;
  const signature = key.sign(signed);
  if (signature instanceof Error) throw signature;
  return [...start, string(Buffer.concat([string(algorithm), string(signature)]))];
}

/** What a right signature of a request by a key is made over. */
export function signedBytes(
  sessionId: Buffer,
  username: string,
  privateKey: string,
  algorithm: string,
): Buffer {
  const key = ssh2.utils.parseKey(privateKey);
  if (key instanceof Error) throw key;
  return Buffer.concat([
    ...[string(sessionId), byte(50), string(username), string("ssh-connection"), string("publickey")],
    ...[byte(1), string(algorithm), string(key.getPublicSSH())],
  ]);
}

/** Bytes on a bare connection. Gives what came back, and whether the server hung up within the time. */
export async function sendBytes(
  port: number,
  bytes: readonly Buffer[],
  { withinMs = 4_000, host = "127.0.0.1" } = {},
): Promise<{ said: string; hungUp: boolean }> {
  const socket: Socket = connect(port, host);
  let said = "";
  let hungUp = false;
  socket.on("error", () => {});
  socket.on("close", () => {
    hungUp = true;
  });
  socket.on("data", (chunk) => {
    said += chunk.toString("latin1");
  });
  for (const part of bytes) socket.write(part);
  for (let waited = 0; waited < withinMs && !hungUp; waited += 20) await sleep(20);
  socket.destroy();
  return { said, hungUp };
}
