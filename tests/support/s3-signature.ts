import { createHash, createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";

type Login = { accessKeyId: string; secretAccessKey: string; region: string };

/** The error code that S3 gives for a request's signature, version 4 in its header; null when it is right. */
export function signatureError(req: IncomingMessage, login: Login): string | null {
  const pattern =
    /^AWS4-HMAC-SHA256 Credential=([^/]*)\/(\d{8})\/([^/]*)\/s3\/aws4_request, SignedHeaders=([^,]*), Signature=(.*)$/;
  const [, accessKeyId, day = "", region = "", signed = "", signature] =
    pattern.exec(req.headers.authorization ?? "") ?? [];
  if (signature === undefined) return "AccessDenied";
  if (accessKeyId !== login.accessKeyId) return "InvalidAccessKeyId";
  if (region !== login.region) return "AuthorizationHeaderMalformed";
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = [
    "AWS4-HMAC-SHA256",
    req.headers["x-amz-date"],
    scope,
    createHash("sha256").update(canonical(req, signed)).digest("hex"),
  ].join("\n");
  const keys = [day, region, "s3", "aws4_request"];
  const key = keys.reduce<string | Buffer>(
    (secret, part) => createHmac("sha256", secret).update(part).digest(),
    `AWS4${login.secretAccessKey}`,
  );
  return createHmac("sha256", key).update(text).digest("hex") === signature ? null : "SignatureDoesNotMatch";
}

function canonical({ method, url = "/", headers }: IncomingMessage, signed: string): string {
  const { pathname, searchParams } = new URL(url, "http://s3");
  const query = [...searchParams].map((pair) => pair.map(encoded).join("=")).sort();
  const lines = signed.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  return [method, pathname, query.join("&"), lines.join(""), signed, headers["x-amz-content-sha256"]].join(
    "\n",
  );
}

function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
