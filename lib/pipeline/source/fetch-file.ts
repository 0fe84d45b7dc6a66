import { fetchSpooled } from "@/lib/pipeline/source/fetch-spooled";
import { fetchSftp } from "@/lib/pipeline/source/sftp/fetch-sftp";
import type { Fetched, FetchOptions, FetchTarget } from "@/lib/pipeline/source/types";

/**
 * The source room: a place in, the whole file on this machine out, with the identity of exactly those bytes, or an
 * error and nothing left behind. Throws `source_network`, `source_unusable`, `source_credentials`, `source_host_key`,
 * `source_path`, `file_changed`, `too_large`, or what `signal` stands for.
 */
export function fetchFile(target: FetchTarget, options: FetchOptions): Promise<Fetched> {
  return target.kind === "spooled" ? fetchSpooled(target, options) : fetchSftp(target, options);
}
