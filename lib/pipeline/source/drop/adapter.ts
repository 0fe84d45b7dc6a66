import { randomInt } from "node:crypto";
import { z } from "zod";
import { type DropSettings, dropSettings } from "@/lib/drops/settings";
import type { PathStart } from "@/lib/model/source";
import type { SourceAdapter } from "@/lib/pipeline/source/adapter";
import { checkDrop } from "@/lib/pipeline/source/drop/check-drop";
import { fetchDrop } from "@/lib/pipeline/source/drop/fetch-drop";
import { type DropInput, newDrop, updatedDrop } from "@/lib/pipeline/source/drop/form";
import { listDrop, walkDrop } from "@/lib/pipeline/source/drop/list-drop";
import type { DropTarget } from "@/lib/pipeline/source/drop/target";
import { folderPathFault } from "@/lib/pipeline/source/path-fault";

/** There is none to send: files come to us. What lets clients in is kept apart, and only as hashes and public keys. */
const noSecret = z.strictObject({});
type NoSecret = z.output<typeof noSecret>;

/** A folder with us in which customers place files, by SFTP or HTTPS. */
export const dropAdapter = {
  form: { create: newDrop, update: updatedDrop },
  settings: dropSettings,
  secret: noSecret,
  settingsOf: ({ retentionDays }, before) => ({
    place: before?.place ?? { username: newUsername() },
    retentionDays,
  }),
  newSecret: (_entered, before) => (before ? null : {}),
  isSameServer: (a, b) => a.username === b.username,
  isSamePlace: (a, b) => a.username === b.username,
  target: (_settings, _secret, _hostKey, { ctx, id }): DropTarget => ({
    kind: "drop",
    hostKey: null,
    ctx,
    id,
  }),
  describe: ({ place }) => place.username,
  start: () => ROOT,
  pathFault: (path) => folderPathFault(path, ROOT),
  fetch: fetchDrop,
  check: checkDrop,
  list: listDrop,
  walk: walkDrop,
} satisfies SourceAdapter<DropInput, DropSettings, NoSecret, DropTarget>;

const ROOT: PathStart = { label: "Drop folder", inWords: "the folder of the drop" };

/** RFC 4648's letters, in lower case. */
const BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

/** 60 random bits: nobody comes upon another drop by counting. */
function newUsername(): string {
  const letters = Array.from({ length: 12 }, () => BASE32[randomInt(BASE32.length)]);
  return `drop-${letters.join("")}`;
}
