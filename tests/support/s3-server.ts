import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type ServerResponse,
} from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { signatureError } from "./s3-signature";
import { abortUpload, makeRver, type Rver, readObject, setAge, unfinishedUploads } from "./s3-store";

export type S3Request = { method: string; bucket: string; key: string; query: URLSearchParams };

export type S3Fault =
  /** An error document instead of doing it. */
  | { how: "status"; status: number; code: string }
  /** Reads the request, and never answers. */
  | { how: "silence" }
  /** Does not read the request's body. */
  | { how: "deaf" }
  /** Of the body of the answer so many bytes: then nothing more, a broken connection, or an end without a length. */
  | { how: "stall" | "cut" | "short"; afterBytes: number }
  /** Does what was asked, and hangs up instead of saying so. */
  | { how: "unsaid" }
  /** Says that it has stored what was sent, and keeps only so many bytes. */
  | { how: "truncate"; afterBytes: number }
  /** Anything else instead of doing it. */
  | { how: "answer"; answer: (req: IncomingMessage, res: ServerResponse) => void }
  /** Another header of the answer, or none for null. */
  | { how: "header"; name: string; value: string | null };

/** Looked at for each request. */
export type Faults = (request: S3Request) => S3Fault | null;

export const S3_LOGIN = { accessKeyId: "S3RVER", secretAccessKey: "S3RVER", region: "eu-central-1" };
export const S3_BUCKET = "people";

type Options = {
  bucket?: string;
  faults?: Faults;
  vhost?: { serviceEndpoint: string };
  /** For https. */
  tls?: { key: string; cert: string };
};

/**
 * s3rver in this process behind a proxy that can misbehave, and that does what s3rver lacks: signatures (version 4),
 * If-Match, listing and aborting multipart uploads. `requests` are those so far. Only path style unless `vhost` is given.
 */
export async function startS3Server(options: Options = {}) {
  const { bucket = S3_BUCKET, faults = () => null, vhost, tls } = options;
  const directory = await mkdtemp(join(tmpdir(), "rollcall-s3-"));
  const rver = makeRver({
    ...{ address: "127.0.0.1", port: 0, silent: true, directory, configureBuckets: [{ name: bucket }] },
    ...(vhost ?? { vhostBuckets: false }),
  });
  const { port: inner } = await rver.run();
  const state = { faults, requests: [] as S3Request[] };
  const hanging = new Set<ServerResponse>();
  const listener = (req: IncomingMessage, res: ServerResponse) => {
    const asked = requestOf(req);
    state.requests.push(asked);
    const fault = state.faults(asked);
    if (fault && ["deaf", "silence", "stall"].includes(fault.how)) hanging.add(res);
    res.on("close", () => hanging.delete(res));
    answer({ rver, inner, req, res, asked }, fault).catch(() => res.destroy());
  };
  const server = tls ? createTlsServer(tls, listener) : createServer(listener);
  const open = new Set<Socket>();
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    ...{ port, bucket, endpoint: `${tls ? "https" : "http"}://127.0.0.1:${port}`, ...S3_LOGIN },
    connections: () => open.size,
    /** Where the bytes of an object lie, to change them in place as no bucket does. Its ETag follows. */
    fileOf: (key: string) => {
      const file = rver.store.getResourcePath(bucket, key, "object");
      rmSync(`${file}.md5`, { force: true });
      return file;
    },
    put: async (key: string, content: Buffer | string, modifiedAt?: Date) => {
      await rver.store.putObject({ bucket, key, content: Buffer.from(content), metadata: {} });
      if (modifiedAt) await setAge(rver, bucket, { key, at: modifiedAt });
    },
    get: (key: string) => buffer(readObject(rver, bucket, key)),
    age: (key: string, at: Date) => setAge(rver, bucket, { key, at }),
    /** Keys of all objects in the bucket. */
    objects: () => listKeys(inner, bucket),
    unfinished: () => unfinishedUploads(rver, bucket),
    /** Ends the requests that a fault leaves hanging. */
    hangUp: () => {
      for (const res of hanging) res.destroy();
    },
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rver.close();
      await rm(directory, { recursive: true, force: true });
    },
  });
}

export type S3TestServer = Awaited<ReturnType<typeof startS3Server>>;

function requestOf({ method = "GET", url = "/" }: IncomingMessage): S3Request {
  const { pathname, searchParams: query } = new URL(url, "http://s3");
  const [, bucket = "", ...key] = pathname.split("/").map(decodeURIComponent);
  return { method, bucket, key: key.join("/"), query };
}

type Exchange = { rver: Rver; inner: number; req: IncomingMessage; res: ServerResponse; asked: S3Request };

async function answer(exchange: Exchange, fault: S3Fault | null): Promise<void> {
  const { rver, req, res, asked } = exchange;
  if (fault?.how === "deaf") return;
  if (fault?.how === "silence") return void req.resume();
  if (fault?.how === "answer") return fault.answer(req.resume(), res);
  if (fault?.how === "status") {
    req.resume();
    return sayError(res, fault.status, fault.code);
  }
  if (fault?.how === "truncate") {
    const content = (await buffer(req)).subarray(0, fault.afterBytes);
    const [uploadId, part] = [asked.query.get("uploadId"), Number(asked.query.get("partNumber"))];
    const { md5 } = uploadId
      ? await rver.store.putPart(asked.bucket, uploadId, part, content)
      : await rver.store.putObject({ ...asked, content, metadata: {} });
    return void res.writeHead(200, { ETag: `"${md5}"` }).end();
  }
  const refused = signatureError(req, S3_LOGIN);
  if (refused) {
    req.resume();
    return sayError(res, refused === "AuthorizationHeaderMalformed" ? 400 : 403, refused);
  }
  if (await isWithout(exchange)) return;
  forward(exchange, fault);
}

/** What s3rver does not know. Whether that was it. */
async function isWithout({ rver, req, res, asked }: Exchange): Promise<boolean> {
  const { method, bucket, key, query } = asked;
  const uploadId = query.get("uploadId");
  if (method === "DELETE" && uploadId !== null) {
    if (await abortUpload(rver, bucket, uploadId)) res.writeHead(204).end();
    else sayError(res, 404, "NoSuchUpload");
    return true;
  }
  if (method === "GET" && key === "" && query.has("uploads")) {
    const found = await unfinishedUploads(rver, bucket);
    sayXml(res, 200, listed(found, query.get("prefix") ?? ""));
    return true;
  }
  const wanted = req.headers["if-match"];
  if (wanted === undefined || !["GET", "HEAD"].includes(method)) return false;
  const { etag } = await rver.store.getMetadata(bucket, key).catch(() => ({ etag: null }));
  if (etag === null || etag === wanted) return false;
  if (method === "HEAD") res.writeHead(412).end();
  else sayError(res, 412, "PreconditionFailed");
  return true;
}

function listed(uploads: Awaited<ReturnType<typeof unfinishedUploads>>, prefix: string): string {
  const lines = uploads
    .filter(({ key }) => key.startsWith(prefix))
    .map(
      ({ key, uploadId, initiated }) =>
        `<Upload><Key>${key}</Key><UploadId>${uploadId}</UploadId><Initiated>${initiated.toISOString()}</Initiated></Upload>`,
    );
  return `<ListMultipartUploadsResult><IsTruncated>false</IsTruncated>${lines.join("")}</ListMultipartUploadsResult>`;
}

function forward({ inner, req, res }: Exchange, fault: S3Fault | null): void {
  const { method, url: path, headers } = req;
  // A connection for each, so that none outlives the answer.
  const inside = { host: "127.0.0.1", port: inner, agent: false } as const;
  const upstream = request(
    { ...inside, method, path, headers: { ...headers, connection: "close" } },
    (from) => {
      const sent: IncomingHttpHeaders = { ...from.headers, connection: "keep-alive" };
      if (fault?.how === "unsaid") {
        from.resume().on("end", () => res.destroy());
        return;
      }
      if (fault?.how === "short") delete sent["content-length"];
      if (fault?.how === "header") {
        delete sent[fault.name];
        if (fault.value !== null) sent[fault.name] = fault.value;
      }
      res.writeHead(from.statusCode ?? 500, sent);
      if (fault && "afterBytes" in fault) misbehave(from, res, fault);
      else {
        from.on("close", () => from.complete || res.destroy());
        from.pipe(res);
      }
    },
  );
  upstream.on("error", () => res.destroy());
  // Only a client that goes away in the middle: its half must not count.
  req.on("close", () => req.complete || upstream.destroy());
  res.on("close", () => upstream.destroy());
  req.pipe(upstream);
}

function misbehave(
  from: IncomingMessage,
  res: ServerResponse,
  { how, afterBytes }: S3Fault & { afterBytes: number },
) {
  let left = afterBytes;
  from.on("data", (chunk: Buffer) => {
    const part = chunk.subarray(0, Math.max(0, left));
    left -= chunk.length;
    if (part.length > 0) res.write(part);
    if (left > 0) return;
    from.destroy();
    // The bytes before it arrive first.
    if (how === "cut") setTimeout(() => res.destroy(), 30);
    if (how === "short") res.end();
  });
}

/** As S3 words it. `more` goes into the document. */
export function sayError(res: ServerResponse, status: number, code: string, more = ""): void {
  sayXml(res, status, `<Error><Code>${code}</Code><Message>${code}</Message>${more}</Error>`);
}

function sayXml(res: ServerResponse, status: number, xml: string): void {
  res.writeHead(status, { "Content-Type": "application/xml", Connection: "close" });
  res.end(`<?xml version="1.0" encoding="UTF-8"?>\n${xml}`);
}

/** Asked of s3rver itself, which answers those who do not sign in. */
async function listKeys(inner: number, bucket: string): Promise<string[]> {
  const answered = await fetch(`http://127.0.0.1:${inner}/${bucket}?list-type=2`, {
    headers: { "x-amz-date": "now" },
  });
  return [...(await answered.text()).matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = ""]) => key).sort();
}
