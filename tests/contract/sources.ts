import { appendFileSync, rmSync, statSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { SourceKind } from "@/lib/model/source";
import type { FetchTarget } from "@/lib/pipeline/source/registry";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import type { SftpTarget } from "@/lib/pipeline/source/sftp/target";
import { startOpenSsh } from "../support/openssh";
import { type S3TestServer, startS3Server } from "../support/s3-server";
import { OLD, startTestServer } from "../support/sftp-server";
import { startProxy, type Weather } from "../support/tcp-proxy";

/** A place that files come from, with what a test has to be able to do to them there. */
export type Source = {
  put: (path: string, bytes: Uint8Array, modifiedAt?: Date) => Promise<void>;
  /** At once: called between two pieces of a download. */
  append: (path: string, bytes: Uint8Array) => void;
  truncate: (path: string, sizeBytes: number) => void;
  target: (path: string) => FetchTarget;
  /** Where its paths start, as a message says it. */
  start: string;
  /** Whether it says which version of a file was read. */
  hasEtag?: boolean;
  /** Whether no parts of a file can be fetched. */
  wholeOnly?: boolean;
  /** Whether `dispose` removes the file. */
  downloads: boolean;
  connections: () => number;
  stop: () => Promise<void>;
};

/** A source behind a network, with weather. */
export type Remote = Source & {
  login: SftpTarget;
  weather: Weather;
  accepted: () => number;
  target: (path: string) => SftpTarget & { path: string };
  /** Makes a file that the login may see and not read. */
  deny: (path: string) => void;
};

export async function uploadedFile(folder: string): Promise<Source> {
  const local = (path: string) => join(folder, path);
  return {
    ...onDisk(folder),
    target: (path) => ({ kind: "spooled", file: local(path), name: path, modifiedAt: OLD }),
    start: "home folder",
    wholeOnly: true,
    downloads: false,
    connections: () => 0,
    stop: async () => {},
  };
}

export async function inProcessSftp(): Promise<Remote> {
  const server = await startTestServer();
  const proxy = await startProxy(server.port);
  const bytesOf = (path: string) => server.files.get(path)?.bytes ?? new Uint8Array();
  const set = (path: string, bytes: Uint8Array, modifiedAt = OLD) =>
    server.files.set(path, { bytes, modifiedAt });
  const login: SftpTarget = { ...server.target, port: proxy.port };
  return {
    put: async (path, bytes, modifiedAt) => {
      server.faults.deniedPaths = (server.faults.deniedPaths ?? []).filter((denied) => denied !== path);
      set(path, bytes, modifiedAt);
    },
    append: (path, bytes) => set(path, Buffer.concat([bytesOf(path), bytes]), new Date()),
    truncate: (path, sizeBytes) => set(path, bytesOf(path).subarray(0, sizeBytes)),
    target: (path) => ({ ...login, path }),
    login,
    start: "home folder",
    downloads: true,
    weather: proxy.weather,
    accepted: proxy.accepted,
    connections: () => proxy.connections() + server.connections(),
    deny: (path) => {
      server.faults.deniedPaths = [path];
    },
    stop: async () => {
      await proxy.stop();
      await server.stop();
    },
  };
}

/** A bucket of s3rver, with a prefix in front of all keys. */
export async function s3Bucket(): Promise<Source> {
  const server = await startS3Server();
  const proxy = await startProxy(server.port);
  const target = s3Target(server, { port: proxy.port, prefix: "exports/" });
  return {
    put: (path, bytes, modifiedAt = OLD) => server.put(`exports/${path}`, Buffer.from(bytes), modifiedAt),
    append: (path, bytes) => appendFileSync(server.fileOf(`exports/${path}`), bytes),
    truncate: (path, sizeBytes) => truncateSync(server.fileOf(`exports/${path}`), sizeBytes),
    target: (path) => ({ ...target, path }),
    start: "prefix exports/ of the bucket",
    hasEtag: true,
    downloads: true,
    connections: () => proxy.connections() + server.connections(),
    stop: async () => {
      await proxy.stop();
      await server.stop();
    },
  };
}

/** A place with files for each kind of Remote Source; that of drops needs a database: tests/db/drops/source.test.ts. */
export const PLACES: Readonly<Record<Exclude<SourceKind, "drop">, () => Promise<Source>>> = {
  sftp: inProcessSftp,
  s3: s3Bucket,
};

export async function openSshSftp(binary: string): Promise<Remote & { home: string }> {
  const sshd = await startOpenSsh(binary);
  const proxy = await startProxy(sshd.port);
  const login: SftpTarget = {
    kind: "sftp",
    host: "127.0.0.1",
    port: proxy.port,
    username: sshd.username,
    auth: sshd.auth,
    hostKey: null,
  };
  return {
    home: sshd.home,
    ...onDisk(sshd.home),
    target: (path) => ({ ...login, path }),
    login,
    start: "home folder",
    downloads: true,
    weather: proxy.weather,
    accepted: proxy.accepted,
    connections: proxy.connections,
    deny: (path) => {
      const file = join(sshd.home, path);
      rmSync(file, { force: true });
      writeFileSync(file, "secret", { mode: 0 });
      utimesSync(file, OLD, OLD);
    },
    stop: async () => {
      await proxy.stop();
      await sshd.stop();
    },
  };
}

/** The bucket of a test server, opened with its own credentials. */
export function s3Target(server: S3TestServer, change: Partial<S3Target> & { port?: number } = {}): S3Target {
  const { port = server.port, ...more } = change;
  return {
    kind: "s3",
    hostKey: null,
    endpoint: `http://127.0.0.1:${port}`,
    region: server.region,
    bucket: server.bucket,
    prefix: "",
    pathStyle: true,
    accessKeyId: server.accessKeyId,
    secretAccessKey: server.secretAccessKey,
    ...more,
  };
}

function onDisk(folder: string): Pick<Source, "put" | "append" | "truncate"> {
  const local = (path: string) => join(folder, path);
  return {
    put: async (path, bytes, modifiedAt = OLD) => {
      await mkdir(dirname(local(path)), { recursive: true, mode: 0o755 });
      rmSync(local(path), { force: true });
      writeFileSync(local(path), bytes);
      utimesSync(local(path), modifiedAt, modifiedAt);
    },
    append: (path, bytes) => appendFileSync(local(path), bytes),
    truncate: (path, sizeBytes) => {
      const { mtime } = statSync(local(path));
      truncateSync(local(path), sizeBytes);
      // The size alone has to give it away.
      utimesSync(local(path), mtime, mtime);
    },
  };
}
