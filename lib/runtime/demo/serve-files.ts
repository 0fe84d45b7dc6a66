import { posix } from "node:path";
import ssh2, { type FileEntry, type SFTPWrapper, type Attributes as SftpAttributes } from "ssh2";

const { STATUS_CODE, OPEN_MODE } = ssh2.utils.sftp;

export type FileAttrs = { kind: "file" | "folder"; sizeBytes: number; modifiedAt: Date };

type OpenFile = {
  attrs: () => Promise<FileAttrs>;
  /** Up to `length` bytes from `position`; none at the end of the file. */
  read: (position: number, length: number) => Promise<Uint8Array>;
  close: () => Promise<void>;
};

/** A tree of files that can only be read. Paths are absolute and normalised, `/` is the home folder. */
export type Files = {
  attrs: (path: string) => Promise<FileAttrs>;
  open: (path: string) => Promise<OpenFile>;
  list: (path: string) => Promise<readonly { name: string; attrs: FileAttrs }[]>;
};

/** What a `Files` throws to answer with an SFTP status of its choice; anything else is a plain failure. */
export class SftpRefusal extends Error {
  override readonly name = "SftpRefusal";
  readonly status: keyof typeof STATUS_CODE;
  constructor(status: keyof typeof STATUS_CODE, options: ErrorOptions = {}) {
    super(status, options);
    this.status = status;
  }
}

type Handle = { kind: "file"; file: OpenFile } | { kind: "folder"; entries: FileEntry[] | null };

/** Answers the SFTP requests of one session out of `files`. Reads may be pipelined; writes are refused. */
export function serveFiles(sftp: SFTPWrapper, files: Files): void {
  const handles = new Map<number, Handle>();
  let last = 0;
  const keep = (id: number, handle: Handle) => {
    last += 1;
    handles.set(last, handle);
    const name = Buffer.alloc(4);
    name.writeUInt32BE(last);
    sftp.handle(id, name);
  };
  const found = (name: Buffer): Handle => {
    const handle = name.length === 4 ? handles.get(name.readUInt32BE()) : undefined;
    if (!handle) throw new SftpRefusal("FAILURE");
    return handle;
  };
  const fileOf = (name: Buffer): OpenFile => {
    const handle = found(name);
    if (handle.kind !== "file") throw new SftpRefusal("FAILURE");
    return handle.file;
  };
  const answer = (id: number, work: () => Promise<void>) => {
    work().catch((error: unknown) => {
      sftp.status(id, STATUS_CODE[error instanceof SftpRefusal ? error.status : "FAILURE"]);
    });
  };
  const sendAttrs = (id: number, path: string) =>
    answer(id, async () => sftp.attrs(id, wire(await files.attrs(absolute(path)))));

  sftp.on("OPEN", (id, path, flags) =>
    answer(id, async () => {
      if (flags !== OPEN_MODE.READ) throw new SftpRefusal("PERMISSION_DENIED");
      keep(id, { kind: "file", file: await files.open(absolute(path)) });
    }),
  );
  sftp.on("READ", (id, name, position, length) =>
    answer(id, async () => {
      const bytes = await fileOf(name).read(position, length);
      if (bytes.length === 0) throw new SftpRefusal("EOF");
      sftp.data(id, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
    }),
  );
  sftp.on("FSTAT", (id, name) => answer(id, async () => sftp.attrs(id, wire(await fileOf(name).attrs()))));
  sftp.on("STAT", sendAttrs);
  sftp.on("LSTAT", sendAttrs);
  sftp.on("OPENDIR", (id, path) =>
    answer(id, async () => keep(id, { kind: "folder", entries: await listed(files, absolute(path)) })),
  );
  sftp.on("READDIR", (id, name) =>
    answer(id, async () => {
      const handle = found(name);
      if (handle.kind !== "folder") throw new SftpRefusal("FAILURE");
      if (!handle.entries?.length) throw new SftpRefusal("EOF");
      sftp.name(id, handle.entries.splice(0, 100));
    }),
  );
  sftp.on("REALPATH", (id, path) =>
    answer(id, async () => sftp.name(id, [{ filename: absolute(path), longname: "", attrs: wire(NOTHING) }])),
  );
  sftp.on("CLOSE", (id, name) =>
    answer(id, async () => {
      const handle = found(name);
      handles.delete(name.readUInt32BE());
      if (handle.kind === "file") await handle.file.close();
      sftp.status(id, STATUS_CODE.OK);
    }),
  );
  // A client that disconnected closes nothing automatically.
  sftp.on("close", () => {
    for (const handle of handles.values()) if (handle.kind === "file") handle.file.close().catch(() => {});
    handles.clear();
  });
}

const NOTHING: FileAttrs = { kind: "folder", sizeBytes: 0, modifiedAt: new Date(0) };

function absolute(path: string): string {
  return posix.resolve("/", path);
}

async function listed(files: Files, path: string): Promise<FileEntry[]> {
  const entries = await files.list(path);
  return entries.map(({ name, attrs }) => ({
    filename: name,
    longname: longName(name, attrs),
    attrs: wire(attrs),
  }));
}

/** The line that command line clients print for a listing. */
function longName(name: string, { kind, sizeBytes, modifiedAt }: FileAttrs): string {
  const mode = kind === "folder" ? "drwxr-xr-x" : "-rw-r--r--";
  return `${mode} 1 demo demo ${sizeBytes} ${modifiedAt.toISOString().slice(0, 10)} ${name}`;
}

function wire({ kind, sizeBytes, modifiedAt }: FileAttrs): SftpAttributes {
  const seconds = Math.floor(modifiedAt.getTime() / 1000);
  const mode = kind === "folder" ? 0o040755 : 0o100644;
  return { mode, uid: 0, gid: 0, size: sizeBytes, atime: seconds, mtime: seconds };
}
