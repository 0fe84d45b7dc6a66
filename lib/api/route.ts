import type { z } from "zod";
import type { Ctx, WorkspaceCtx } from "@/lib/context";
import type { Permission } from "@/lib/permissions";

export const API_TAGS = [
  "Organization",
  "Remote Sources",
  "Syncs",
  "Files",
  "Runs",
  "Decisions",
  "Users",
  "User lists",
  "Events",
] as const;

export type ApiTag = (typeof API_TAGS)[number];

/** What a handler may have to know of its request beside the input. */
export type ApiCall = {
  /** What the request makes gets this id: sent again with the same key, it is the same. */
  id: string;
  /** The request was begun before, and whoever worked on it died: part of it may have happened. */
  isRepeat: boolean;
  /** When it was begun first. */
  since: Date;
  request: Request;
  /** Whether the token is for this workspace. */
  mayEnter: (workspaceId: string) => boolean;
};

type Rules<I extends z.ZodObject, O extends z.ZodType> = {
  /** Its name in the document, such as `approveRun`. */
  id: string;
  method: "GET" | "POST" | "PUT";
  /** Behind `/api/v1`. What stands in braces is part of the input, `workspace` of the context. */
  path: `/${string}`;
  tag: ApiTag;
  can: Permission;
  /** One sentence for the list, and more where it is needed. */
  summary: string;
  description?: string;
  /** Path, then query of a GET or the body of the others. */
  input: I;
  output: O;
  /** 200 unless something is made or only begun. */
  status?: 200 | 201 | 202;
  /** The body is a file, which is streamed. */
  isFile?: boolean;
  /** The hash of the plan: `given` as `ETag`, or `required` as `If-Match` too. */
  planHash?: "given" | "required";
  /** Not for a token that is limited to workspaces: it is about the organization as a whole. */
  isWide?: boolean;
  /** For the samples: values for the path, and a body. */
  example: Record<string, unknown>;
};

type Handler<C, I extends z.ZodObject, O extends z.ZodType> = (
  ctx: C,
  input: z.output<I>,
  call: ApiCall,
) => Promise<z.input<O>>;

/** One operation of the API: what the door, the document and its tests need. */
export type ApiOperation = Omit<Rules<z.ZodObject, z.ZodType>, "status"> & { status: 200 | 201 | 202 } & (
    | { scope: "org"; handle: Handle<Ctx> }
    | { scope: "workspace"; handle: Handle<WorkspaceCtx> }
  );

type Handle<C> = (ctx: C, input: unknown, call: ApiCall) => Promise<unknown>;

/**
 * An operation inside the organization of a token, or with `workspace` in its path inside one of its workspaces: what it
 * needs is `can`, what comes in and goes out are zod schemas, of which the document is made. The handler calls one verb.
 */
export function apiRoute<I extends z.ZodObject, O extends z.ZodType>(
  rules: Rules<I, O> & { scope: "org" },
  handler: Handler<Ctx, I, O>,
): ApiOperation;
export function apiRoute<I extends z.ZodObject, O extends z.ZodType>(
  rules: Rules<I, O> & { scope: "workspace" },
  handler: Handler<WorkspaceCtx, I, O>,
): ApiOperation;
export function apiRoute<I extends z.ZodObject, O extends z.ZodType>(
  rules: Rules<I, O> & { scope: "org" | "workspace" },
  handler: Handler<WorkspaceCtx, I, O>,
): ApiOperation {
  const { status = rules.method === "GET" ? 200 : 202, ...rest } = rules;
  // The door parses the input with the same schema before it calls.
  const handle: Handle<WorkspaceCtx> = (ctx, input, call) => handler(ctx, input as z.output<I>, call);
  // The overloads pair an organization's scope with a handler that asks for no workspace.
  return { ...rest, status, handle } as ApiOperation;
}
