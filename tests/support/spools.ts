import { mkdtemp, readdir, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dataFolder } from "@/lib/spool/data-folders";
import type { SpoolKey } from "@/lib/spool/keys";
import { localSpool } from "@/lib/spool/local-spool";
import type { Limits } from "@/lib/spool/s3/bucket";
import type { BucketPlace } from "@/lib/spool/s3/place";
import { s3Spool } from "@/lib/spool/s3/s3-spool";
import type { Spool } from "@/lib/spool/types";
import { type S3TestServer, startS3Server } from "./s3-server";

export type TestSpool = {
  spool: Spool;
  /** Whatever lies in the store, half-made things as well. */
  everything: () => Promise<string[]>;
  /** Makes what belongs to the key look as old as this. */
  age: (key: SpoolKey, at: Date) => Promise<void>;
  stop: () => Promise<void>;
};

/** A data folder of the test file's own. To be called before anything reads the environment. */
export async function ownDataFolder(): Promise<void> {
  process.env.ROLLCALL_DATA_DIR = await mkdtemp(join(tmpdir(), "rollcall-data-"));
}

export async function openLocalSpool(): Promise<TestSpool> {
  const folder = await dataFolder("spool");
  return {
    spool: localSpool,
    everything: async () => (await readdir(folder)).sort(),
    age: async (key, at) => {
      for (const name of await readdir(folder))
        if (name.startsWith(key)) await utimes(join(folder, name), at, at);
    },
    stop: async () => {},
  };
}

/** Patience that a test has. */
export const SHORT: Limits = { connectMs: 2_000, silenceMs: 1_500, attempts: 3 };
export const PREFIX = "rollcall/spool/";

export function placeOn({
  endpoint,
  region,
  bucket,
  accessKeyId,
  secretAccessKey,
}: S3TestServer): BucketPlace {
  return { endpoint, region, bucket, accessKeyId, secretAccessKey, prefix: PREFIX, pathStyle: true };
}

export async function openS3Spool(): Promise<TestSpool & { server: S3TestServer }> {
  const server = await startS3Server();
  return {
    server,
    spool: s3Spool(placeOn(server), SHORT),
    everything: async () => {
      const unfinished = await server.unfinished();
      return [...(await server.objects()), ...unfinished.map(({ key }) => `${key} (unfinished)`)]
        .map((name) => name.replace(PREFIX, ""))
        .sort();
    },
    age: (key, at) => server.age(PREFIX + key, at),
    stop: server.stop,
  };
}

export async function* chunks(...parts: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const part of parts) yield Buffer.from(part);
}

export async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  return (await bytesOf(bytes)).toString();
}

export async function bytesOf(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const chunk of bytes) found.push(chunk);
  return Buffer.concat(found);
}
