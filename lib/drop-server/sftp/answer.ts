import type { Clock } from "@/lib/context";
import type { DropEntry, DropFolder } from "@/lib/drop-server/folder";
import type { Handle, Handles } from "@/lib/drop-server/sftp/handles";
import { SftpRefusal } from "@/lib/drop-server/sftp/refusal";
import {
  attrsReply,
  dataReply,
  type EntryFacts,
  handleReply,
  LIMITS,
  limitsReply,
  namesReply,
  statusReply,
} from "@/lib/drop-server/sftp/replies";
import { OPEN, OPEN_KNOWN, type Request, type SetAttrs } from "@/lib/drop-server/sftp/requests";
import { openUpload, type Upload } from "@/lib/drop-server/sftp/upload";
import { unreachable } from "@/lib/errors";

export type Session = { folder: DropFolder; handles: Handles; clock: Clock };

/** Does what one request asks for and gives the reply. Throws a refusal, or an error of the folder. */
export async function answer(session: Session, request: Request): Promise<Buffer> {
  const { folder, handles } = session;
  const { id } = request;
  const done = () => statusReply(id, "OK", "");
  switch (request.kind) {
    case "open":
      return handleReply(id, handles.add(await open(session, pathOf(folder, request.path), request.flags)));
    case "close":
      await close(handles.remove(request.handle));
      return done();
    case "read":
      return dataReply(id, await read(handles.get(request.handle), request));
    case "write": {
      const { upload, isAppending } = uploadOf(handles.get(request.handle));
      await upload.write(isAppending ? null : request.position, request.bytes);
      return done();
    }
    case "stat":
      return attrsReply(id, await found(folder, pathOf(folder, request.path)));
    case "fstat":
      return attrsReply(id, factsOf(handles.get(request.handle)));
    case "setstat":
      await setAttrs(session, pathOf(folder, request.path), request.attrs);
      return done();
    case "fsetstat":
      await setOpenAttrs(handles.get(request.handle), request.attrs);
      return done();
    case "fsync":
      // What was written is on disk when the handle is closed: until then the file counts for nothing.
      uploadOf(handles.get(request.handle));
      return done();
    case "opendir": {
      handles.requireRoom();
      const path = pathOf(folder, request.path);
      const entries = await folder.list(path);
      return handleReply(id, handles.add({ kind: "listing", path, entries, shown: 0 }));
    }
    case "readdir":
      return namesReply(id, nextPage(handles.get(request.handle)), session.clock());
    case "remove":
      await folder.removeFile(pathOf(folder, request.path));
      return done();
    case "mkdir":
      await folder.makeFolder(pathOf(folder, request.path));
      return done();
    case "rmdir":
      await folder.removeFolder(pathOf(folder, request.path));
      return done();
    case "rename": {
      const [from, to] = [pathOf(folder, request.from), pathOf(folder, request.to)];
      await folder.rename(from, to, { overwrite: request.overwrite });
      return done();
    }
    case "realpath": {
      const name = `/${pathOf(folder, request.path)}`;
      return namesReply(id, [{ ...ROOT, name }], session.clock());
    }
    case "limits":
      return limitsReply(id);
    case "unsupported":
      throw new SftpRefusal("OP_UNSUPPORTED", "This server does not do that.");
    default:
      return unreachable(request);
  }
}

const ROOT = { kind: "folder", sizeBytes: 0, modifiedAt: new Date(0) } as const;
/** Strict: bytes that are no UTF-8, overlong ones among them, are refused, and not replaced by something else. */
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function pathOf(folder: DropFolder, bytes: Buffer): string {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch (cause) {
    throw new SftpRefusal("FAILURE", "The name is not valid UTF-8.", { cause });
  }
  return folder.resolve(text);
}

async function found(folder: DropFolder, path: string): Promise<DropEntry> {
  const entry = await folder.find(path);
  if (!entry) throw new SftpRefusal("NO_SUCH_FILE", "There is no file or folder of this name.");
  return entry;
}

async function open(session: Session, path: string, flags: number): Promise<Handle> {
  const { folder, handles, clock } = session;
  handles.requireRoom();
  const isWriting = (flags & OPEN.WRITE) !== 0;
  if ((flags & ~OPEN_KNOWN) !== 0 || (flags & (OPEN.READ | OPEN.WRITE)) === 0) {
    throw new SftpRefusal("OP_UNSUPPORTED", "A file can't be opened in this way.");
  }
  if (!isWriting && (flags & ~OPEN.READ) !== 0) {
    throw new SftpRefusal("PERMISSION_DENIED", "A file that is opened for reading can't be changed.");
  }
  const entry = await folder.find(path);
  if (entry?.kind === "folder" || path === "") throw new SftpRefusal("FAILURE", "This is a folder.");
  if (!entry && (flags & OPEN.CREAT) === 0) await found(folder, path);
  if (!isWriting && entry) {
    const reading = await folder.open(path);
    return { kind: "reading", reading, entry: { ...entry, sizeBytes: reading.sizeBytes } };
  }
  if (entry && (flags & OPEN.CREAT) !== 0 && (flags & OPEN.EXCL) !== 0) {
    throw new SftpRefusal("FAILURE", "There is a file of this name already.");
  }
  const append = entry !== null && (flags & OPEN.TRUNC) === 0;
  const receiving = await folder.receive(path, { append });
  const upload = openUpload(receiving, { isUnchanged: append && !entry.isPartial });
  return { kind: "upload", upload, openedAt: clock(), isAppending: (flags & OPEN.APPEND) !== 0 };
}

async function close(handle: Handle): Promise<void> {
  if (handle.kind === "upload") await handle.upload.close();
  if (handle.kind === "reading") await handle.reading.close();
}

type Wanted = { position: bigint; length: number };

async function read(handle: Handle, { position, length }: Wanted): Promise<Uint8Array> {
  if (handle.kind !== "reading") throw new SftpRefusal("PERMISSION_DENIED", "This is not open for reading.");
  const { entry, reading } = handle;
  if (position >= BigInt(entry.sizeBytes)) throw new SftpRefusal("EOF", "The file ends here.");
  const start = Number(position);
  const bytes = await reading.read(start, Math.min(length, LIMITS.readBytes, entry.sizeBytes - start));
  if (bytes.length === 0 && length > 0) throw new SftpRefusal("EOF", "The file ends here.");
  return bytes;
}

function uploadOf(handle: Handle): { upload: Upload; isAppending: boolean } {
  if (handle.kind !== "upload") throw new SftpRefusal("PERMISSION_DENIED", "This is not open for writing.");
  return handle;
}

function factsOf(handle: Handle): EntryFacts {
  if (handle.kind === "reading") return handle.entry;
  if (handle.kind === "listing") return ROOT;
  return { kind: "file", sizeBytes: handle.upload.sizeBytes(), modifiedAt: handle.openedAt };
}

/** Permissions and times are accepted and not kept: a drop has nobody else, and knows when a file came in. */
async function setAttrs({ folder }: Session, path: string, { sizeBytes }: SetAttrs): Promise<void> {
  const entry = await found(folder, path);
  if (sizeBytes === null || sizeBytes === BigInt(entry.sizeBytes)) return;
  if (entry.kind === "folder") throw new SftpRefusal("FAILURE", "This is a folder.");
  const receiving = await folder.receive(path, { append: true });
  const upload = openUpload(receiving, { isUnchanged: true });
  try {
    await upload.truncate(sizeBytes);
  } catch (error) {
    await upload.lose();
    throw error;
  }
  await upload.close();
}

async function setOpenAttrs(handle: Handle, { sizeBytes }: SetAttrs): Promise<void> {
  if (sizeBytes !== null) await uploadOf(handle).upload.truncate(sizeBytes);
}

const PAGE = 100;

function nextPage(handle: Handle): readonly DropEntry[] {
  if (handle.kind !== "listing") throw new SftpRefusal("FAILURE", "This is not an open folder.");
  const page = handle.entries.slice(handle.shown, handle.shown + PAGE);
  handle.shown += page.length;
  if (page.length === 0) throw new SftpRefusal("EOF", "The list ends here.");
  return page;
}
