import { open, readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { type FileAttrs, type Files, SftpRefusal } from "@/lib/runtime/demo/serve-files";

/** Serves the files below `root` and nothing else: a link that leads out of it reads as missing. */
export function folderFiles(root: string): Files {
  const inside = async (path: string): Promise<string> => {
    const home = await realpath(root);
    const local = await missingIfGone(() => realpath(join(home, path)));
    if (local !== home && !local.startsWith(home + sep)) throw new SftpRefusal("NO_SUCH_FILE");
    return local;
  };
  const attrs = async (path: string) => attrsOf(await stat(await inside(path)));
  return {
    attrs,
    open: async (path) => {
      const file = await open(await inside(path), "r");
      return {
        attrs: async () => attrsOf(await file.stat()),
        read: async (position, length) => {
          const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, position);
          return buffer.subarray(0, bytesRead);
        },
        close: () => file.close(),
      };
    },
    list: async (path) => {
      const names = await readdir(await inside(path));
      return Promise.all(names.sort().map(async (name) => ({ name, attrs: await attrs(join(path, name)) })));
    },
  };
}

type Stat = { isDirectory: () => boolean; size: number; mtime: Date };

function attrsOf(found: Stat): FileAttrs {
  return {
    kind: found.isDirectory() ? "folder" : "file",
    sizeBytes: found.size,
    modifiedAt: found.mtime,
  };
}

async function missingIfGone(resolve: () => Promise<string>): Promise<string> {
  try {
    return await resolve();
  } catch (cause) {
    throw new SftpRefusal("NO_SUCH_FILE", { cause });
  }
}
