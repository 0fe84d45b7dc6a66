import type { IncomingMessage, ServerResponse } from "node:http";
import { checkSource } from "@/lib/pipeline/source/check";
import type { S3Target } from "@/lib/pipeline/source/s3/target";
import { type S3Fault, sayError, startS3Server } from "../support/s3-server";
import { type FaultLab, FILE, LIMITS } from "./fault-lab";

/** Makes a bucket with these files, which is stopped after the test. */
export function bucketIn({ keep }: Pick<FaultLab, "keep">) {
  return async (files: Record<string, Uint8Array> = { "users.csv": FILE }) => {
    const server = keep(await startS3Server());
    for (const [key, bytes] of Object.entries(files)) await server.put(key, Buffer.from(bytes));
    return server;
  };
}

export async function check(target: S3Target, path?: string) {
  const { signal } = new AbortController();
  const { result } = await checkSource({ ...target, path }, { signal, onStage: () => {}, limits: LIMITS });
  return result.stages;
}

export const always = (fault: S3Fault) => () => fault;
export const says = (answer: (res: ServerResponse, req: IncomingMessage) => void) =>
  always({ how: "answer", answer: (req, res) => answer(res, req) });
export const refuses = (status: number, code: string, more?: string) =>
  says((res) => sayError(res, status, code, more));
