import { type SourceTarget, sourceOf } from "@/lib/pipeline/source/registry";
import type {
  Checked,
  CheckOptions,
  FolderEntry,
  FolderListing,
  ListOptions,
  WalkOptions,
} from "@/lib/pipeline/source/types";

/**
 * Goes through a connection stage by stage, up to the first that fails. A server that can't be reached is a result, not
 * an error. Throws only the reason of `signal`.
 */
export function checkSource(
  target: SourceTarget & { path?: string },
  options: CheckOptions,
): Promise<Checked> {
  return sourceOf(target.kind).check(target, options);
}

/** What lies in a folder of the source ("" is where its paths start), hidden files left out. Throws as `fetchFile` does. */
export function listFolder(
  target: SourceTarget,
  folder: string,
  options: ListOptions,
): Promise<FolderListing> {
  return sourceOf(target.kind).list(target, folder, options);
}

/**
 * Every wanted entry of a folder, hidden ones too, piece by piece and in no order, so that a folder of any size takes
 * little memory. The file is chosen from it. Throws as `fetchFile` does; ends its connection when it is left early.
 */
export function walkFolder(
  target: SourceTarget,
  folder: string,
  options: WalkOptions,
): AsyncIterable<FolderEntry[]> {
  return sourceOf(target.kind).walk(target, folder, options);
}
