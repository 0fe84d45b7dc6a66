import { createHash, timingSafeEqual } from "node:crypto";
import { type AddressInfo, createServer, type Socket } from "node:net";
import ssh2, { type Algorithms, type AuthContext, type ServerChannel, type SFTPWrapper } from "ssh2";

type SshServerOptions = {
  /** OpenSSH private keys. */
  hostKeys: readonly string[];
  port: number;
  host: string;
  algorithms?: Algorithms;
  /** Accepts or rejects one attempt to sign in. */
  onSignIn: (attempt: AuthContext) => void;
  /** Absent: the SFTP subsystem is refused. */
  onSftp?: (sftp: SFTPWrapper) => void;
  /** Instead of SFTP: the bare channel of the subsystem. */
  onSubsystem?: (channel: ServerChannel) => void;
};

export type RunningServer = {
  port: number;
  /** How many connections are open now. */
  connections: () => number;
  /** Ends all of them. */
  hangUp: () => void;
  stop: () => Promise<void>;
};

/** Listens for SSH. Knows nothing about files or users; a broken connection never reaches the caller. */
export function startSshServer(options: SshServerOptions): Promise<RunningServer> {
  const { hostKeys, algorithms, port, host, onSignIn, onSftp, onSubsystem } = options;
  const sockets = new Set<Socket>();
  const ssh = new ssh2.Server({ hostKeys: [...hostKeys], algorithms }, (connection) => {
    connection.on("error", () => {});
    connection.on("authentication", onSignIn);
    connection.on("session", (accept) => {
      const session = accept();
      if (onSubsystem) {
        session.on("subsystem", (acceptChannel) => onSubsystem(acceptChannel()));
        return;
      }
      session.on("sftp", (acceptSftp, reject) => {
        if (onSftp) onSftp(acceptSftp());
        else reject();
      });
    });
  });
  // A listener of our own: with delay, each small answer waits 40 ms for the one before it to be acknowledged.
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
    socket.on("error", () => {});
    ssh.injectSocket(socket);
  });
  const hangUp = () => {
    for (const socket of sockets) socket.destroy();
  };
  const stop = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      hangUp();
    });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.removeListener("error", reject);
      // Listening on a port, not on a pipe: the address is never a string.
      const address = server.address() as AddressInfo;
      resolve({ port: address.port, connections: () => sockets.size, hangUp, stop });
    });
  });
}

/** Whether two secrets are equal, in a time that does not depend on where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

/** Whether an attempt proves to hold the private half of `publicKey` (one line, as in authorized_keys). */
export function provesKey(attempt: AuthContext, publicKey: string): boolean {
  if (attempt.method !== "publickey") return false;
  const allowed = ssh2.utils.parseKey(publicKey);
  if (allowed instanceof Error) return false;
  if (!sameSecret(attempt.key.data.toString("base64"), allowed.getPublicSSH().toString("base64")))
    return false;
  // Without a signature the client only asks whether this key would do.
  if (!attempt.signature || !attempt.blob) return true;
  return allowed.verify(attempt.blob, attempt.signature, attempt.hashAlgo) === true;
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
