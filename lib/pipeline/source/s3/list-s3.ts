import { byKindAndName, ENTRIES_MAX } from "@/lib/pipeline/source/folder-listing";
import { checkFolderPath } from "@/lib/pipeline/source/near-names";
import { notS3 } from "@/lib/pipeline/source/s3/connection-errors";
import { folderBelow, nameBelow, prefixOfFolder } from "@/lib/pipeline/source/s3/keys";
import { type Bucket, openBucket } from "@/lib/pipeline/source/s3/open-bucket";
import { noSuchObject } from "@/lib/pipeline/source/s3/service-errors";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import {
  CHECK_LIMITS,
  type FolderEntry,
  type FolderListing,
  type ListOptions,
  type WalkOptions,
} from "@/lib/pipeline/source/types";

/** `listFolder` for an S3 bucket. */
export async function listS3(
  target: S3Target,
  folder: string,
  { signal, limits }: ListOptions,
): Promise<FolderListing> {
  const entries: FolderEntry[] = [];
  const visible = (name: string) => !name.startsWith(".");
  for await (const found of walkS3(target, folder, { signal, limits, startsWith: "", wants: visible })) {
    entries.push(...found);
    if (entries.length > ENTRIES_MAX) break;
  }
  const truncated = entries.length > ENTRIES_MAX;
  return { entries: entries.slice(0, ENTRIES_MAX).sort(byKindAndName), truncated };
}

/** `walkFolder` for an S3 bucket. */
export async function* walkS3(
  target: S3Target,
  folder: string,
  { signal, limits, startsWith, wants }: WalkOptions,
): AsyncGenerator<FolderEntry[]> {
  checkFolderPath(folder);
  const bucket = await openBucket(target, { signal, limits: { ...CHECK_LIMITS, ...limits } });
  try {
    for await (const found of pagesOf(bucket, folder, startsWith)) {
      const wanted = found.filter(({ name }) => wants(name));
      if (wanted.length > 0) yield wanted;
    }
  } catch (error) {
    throw bucket.inWords(error, "bucket");
  } finally {
    bucket.close();
  }
}

/** All of a folder, page by page. Throws what was refused as it came; a folder that holds nothing is none. */
export async function* pagesOf(
  bucket: Bucket,
  folder: string,
  startsWith = "",
): AsyncGenerator<FolderEntry[]> {
  const prefix = prefixOfFolder(bucket.target.prefix, folder);
  let token: string | undefined;
  let isEmpty = true;
  do {
    const page = await listPage(bucket, { prefix: prefix + startsWith, token });
    const { folders, objects } = page;
    isEmpty &&= folders.length === 0 && objects.length === 0;
    yield [
      ...folders.map((common) => folderEntry(folderBelow(prefix, common))),
      ...objects.map((object) => ({ ...object, name: nameBelow(prefix, object.key) })),
    ].flatMap(({ name, kind, sizeBytes, modifiedAt }) =>
      name === null ? [] : [{ name, kind, sizeBytes, modifiedAt }],
    );
    token = page.next;
  } while (token !== undefined);
  if (isEmpty && folder !== "" && startsWith === "") throw noSuchObject(folder, bucket.target, {});
}

function folderEntry(name: string | null) {
  return { name, kind: "folder" as const, sizeBytes: null, modifiedAt: null };
}

type Page = { prefix: string; token?: string | undefined; most?: number };

/** One answer of the service to what is below a prefix. Throws what was refused as it came. */
export async function listPage(bucket: Bucket, { prefix, token, most }: Page) {
  const answer = await bucket.ask((client, sdk, abortSignal) =>
    client.send(
      new sdk.ListObjectsV2Command({
        Bucket: bucket.target.bucket,
        Prefix: prefix,
        Delimiter: "/",
        MaxKeys: most,
        ContinuationToken: token,
        // Keys may hold what XML can't.
        EncodingType: "url",
      }),
      { abortSignal },
    ),
  );
  if (answer.Name === undefined) throw notS3();
  const plain = answer.EncodingType === "url" ? decodeKey : (key: string) => key;
  return {
    folders: (answer.CommonPrefixes ?? []).flatMap(({ Prefix }) => (Prefix ? [plain(Prefix)] : [])),
    objects: (answer.Contents ?? []).flatMap(({ Key, Size, LastModified }) =>
      Key === undefined
        ? []
        : [
            {
              key: plain(Key),
              kind: "file" as const,
              sizeBytes: Size ?? null,
              modifiedAt: LastModified?.toISOString() ?? null,
            },
          ],
    ),
    next: answer.IsTruncated ? answer.NextContinuationToken : undefined,
  };
}

/** A key as a listing writes it; one that is no code of anything stays as it is. */
function decodeKey(encoded: string): string {
  try {
    return decodeURIComponent(encoded.replaceAll("+", " "));
  } catch {
    return encoded;
  }
}
