import type { Client, ClientChannel } from "ssh2";

/** A shell prints when it starts; an SFTP server says nothing before it is asked. */
const LISTEN_MS = 2_000;

/**
 * The text that a login shell prints where SFTP should begin, one line of it; null when nothing readable comes. Asks for
 * SFTP once more on a connection that has signed in, since the SSH client keeps to itself what it could not read.
 */
export function shellWords(ssh: Client): Promise<string | null> {
  return new Promise((resolve) => {
    let heard = "";
    const done = () => {
      clearTimeout(timer);
      resolve(readable(heard));
    };
    const timer = setTimeout(done, LISTEN_MS);
    const listen = (error: Error | undefined, channel: ClientChannel) => {
      if (error) {
        done();
        return;
      }
      channel.on("error", done).on("close", done);
      channel.on("data", (bytes: Buffer) => {
        heard += bytes.toString("utf8");
        if (heard.includes("\n") || heard.length > 200) done();
      });
    };
    try {
      ssh.subsys("sftp", listen);
    } catch {
      // The connection is gone.
      done();
    }
  });
}

function readable(heard: string): string | null {
  if (heard.startsWith("\0")) return null;
  const lines = heard
    // Colours and other commands for a terminal.
    .replace(/\p{Cc}\[[0-9;?]*[A-Za-z]/gu, "")
    .split(/[\r\n]+/)
    .map((line) => line.replace(/\p{C}+/gu, " ").trim());
  const line = lines.find((each) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(each));
  if (line === undefined) return null;
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
