import { readFile, writeFile } from "node:fs/promises";
import type { AuthContext } from "ssh2";
import { folderFiles } from "@/lib/runtime/demo/folder-files";
import { newKey } from "@/lib/runtime/demo/new-key";
import { serveFiles } from "@/lib/runtime/demo/serve-files";
import { provesKey, sameSecret, startSshServer } from "@/lib/runtime/demo/ssh-server";

type SampleServerOptions = {
  /** The folder whose files are served; it is the home folder of the login. */
  root: string;
  /** 0 takes any free port. */
  port: number;
  /** The server's private key. Made at the first start, kept so that its fingerprint stays the same. */
  hostKeyFile: string;
  username: string;
  password: string;
  /** One line as in authorized_keys: lets this key sign in too. */
  publicKey?: string;
};

/** A small read-only SFTP server on 127.0.0.1 with one login, for the demo. Throws when the port is taken. */
export async function startSampleServer(
  options: SampleServerOptions,
): Promise<{ port: number; stop: () => Promise<void> }> {
  const files = folderFiles(options.root);
  const { port, stop } = await startSshServer({
    host: "127.0.0.1",
    port: options.port,
    hostKeys: [await hostKey(options.hostKeyFile)],
    onSignIn: (attempt) => {
      if (mayEnter(attempt, options)) attempt.accept();
      else attempt.reject(options.publicKey ? ["password", "publickey"] : ["password"]);
    },
    onSftp: (sftp) => serveFiles(sftp, files),
  });
  return { port, stop };
}

function mayEnter(attempt: AuthContext, { username, password, publicKey }: SampleServerOptions): boolean {
  if (!sameSecret(attempt.username, username)) return false;
  if (attempt.method === "password") return sameSecret(attempt.password, password);
  return publicKey !== undefined && provesKey(attempt, publicKey);
}

async function hostKey(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch {
    const { private: key } = newKey();
    await writeFile(file, key, { mode: 0o600, flag: "wx" });
    return key;
  }
}
