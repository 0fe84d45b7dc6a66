import { readFile } from "node:fs/promises";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import { describeHostKey } from "@/lib/pipeline/source/sftp/host-key";
import { newKey } from "@/lib/runtime/demo/new-key";
import { startTestServer, type TestServer } from "../support/sftp-server";
import { answer } from "./child";

export type ServerOrders = {
  /** Listens; gives the key as a Remote Source pins it. */
  listen: { order: null; answer: { port: number; hostKey: HostKey } };
  /** From here on every one of these paths is this file, changed at that moment. */
  put: { order: { file: string; paths: readonly string[]; modifiedAt: string }; answer: null };
};

let server: TestServer | null = null;

// The SFTP server of all organizations of a wave, in a process of its own.
answer<ServerOrders>({
  listen: async () => {
    const key = newKey();
    server = await startTestServer({ hostKeys: [key.private] });
    const blob = Buffer.from(key.public.split(" ")[1] ?? "", "base64");
    return { port: server.port, hostKey: describeHostKey(blob) };
  },
  put: async ({ file, paths, modifiedAt }) => {
    const bytes = await readFile(file);
    for (const path of paths) server?.files.set(path, { bytes, modifiedAt: new Date(modifiedAt) });
    return null;
  },
});
