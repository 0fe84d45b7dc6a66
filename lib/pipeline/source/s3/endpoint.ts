import type { S3Settings } from "@/lib/pipeline/source/s3/settings";

/** Loads in a browser too. A region is part of a host name: nothing else may be in it. */
export const REGION = /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/;

/** Names that buckets have and have had; an ARN, which would lead to another host, is none. */
export const BUCKET = /^[A-Za-z0-9][A-Za-z0-9._-]{1,253}[A-Za-z0-9]$/;

/** The address of Amazon's own service in a region. */
export function awsEndpoint(region: string): string {
  return `https://s3.${region}.amazonaws.com${region.startsWith("cn-") ? ".cn" : ""}`;
}

/** The address that is spoken to. */
export function endpointOf({ place, region }: Pick<S3Settings, "place" | "region">): string {
  return place.endpoint === "aws" ? awsEndpoint(region) : place.endpoint;
}

/** An address as it is stored: scheme, host, port and path, without a slash at its end. Null for what is none. */
export function readEndpoint(entered: string): string | null {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(entered) ? entered : `https://${entered}`;
  if (!URL.canParse(text)) return null;
  const { protocol, host, pathname } = new URL(text);
  if ((protocol !== "https:" && protocol !== "http:") || !isHost(host)) return null;
  return `${protocol}//${host}${pathname.replace(/\/+$/, "")}`;
}

/** What is wrong with an entered address, in words for its field; null when it can be used. */
export function endpointFault(entered: string, bucket: string): string | null {
  if (entered === "") return "Enter the address of the service, such as https://minio.example.com.";
  const endpoint = readEndpoint(entered);
  if (endpoint === null) return "This is not an address. An example: https://minio.example.com:9000";
  const { username, password, search, hash, hostname, pathname } = new URL(
    /:\/\//.test(entered) ? entered : `https://${entered}`,
  );
  if (username !== "" || password !== "") return "Leave out the user and the password in front of the host.";
  if (search !== "" || hash !== "") return "Leave out everything from the ? or # on.";
  if (/(^|\.)amazonaws\.com(\.cn)?$/.test(hostname)) {
    return "This is Amazon S3: choose Amazon S3 as the service, and enter only the region.";
  }
  const first = bucket.toLowerCase();
  if (first !== "" && (hostname.startsWith(`${first}.`) || pathname.split("/").includes(bucket))) {
    return `Leave out the bucket: the address is the same for all buckets of the service.`;
  }
  return null;
}

/** The host that requests for a bucket go to, with its port where it is unusual. */
export function hostOfBucket(settings: Pick<S3Settings, "place" | "region" | "pathStyle">): string {
  const { host } = new URL(endpointOf(settings));
  return settings.pathStyle || !isHostLabel(settings.place.bucket)
    ? host
    : `${settings.place.bucket}.${host}`;
}

/** Whether a bucket may be put in front of a host; one with a dot would not fit the certificate. */
function isHostLabel(bucket: string): boolean {
  return /^[a-z0-9-]{3,63}$/.test(bucket);
}

function isHost(host: string): boolean {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(:\d+)?$/i.test(host);
}
