import { z } from "zod";
import { putFile } from "@/lib/api/put-file";
import { apiRoute } from "@/lib/api/route";
import { syncId } from "@/lib/api/shapes/parts";
import { run, runOf } from "@/lib/api/shapes/run";
import { AppError } from "@/lib/errors";
import { getRun } from "@/lib/runs/read";
import { startUpload } from "@/lib/runs/start-upload";
import { inspectUpload } from "@/lib/uploads/inspect";

const file = z
  .strictObject({ id: z.uuid(), fileName: z.string(), sizeBytes: z.number().int(), sha256: z.string() })
  .meta({ id: "File" });

const about = { tag: "Files", scope: "workspace", can: "run:start" } as const;

export const fileOperations = [
  apiRoute(
    {
      ...about,
      ...{ id: "putFile", method: "PUT", path: "/workspaces/{workspace}/files/{fileName}", status: 201 },
      summary: "Upload a file",
      description:
        "The body is the file as it is: CSV, also packed (`.gz`, `.zip`), or `.xlsx`. It needs a `Content-Length`. Nothing changes until a preview of the file is approved.",
      ...{ isFile: true, input: z.strictObject({ fileName: z.string().min(1).max(200) }), output: file },
      example: { fileName: "people.csv" },
    },
    (ctx, { fileName }, call) => putFile(ctx, fileName, call),
  ),
  apiRoute(
    {
      ...about,
      ...{ id: "previewFile", method: "POST", path: "/workspaces/{workspace}/files/{fileId}/preview" },
      summary: "Preview an uploaded file",
      description:
        "Plans what the file would change, and stops: the run becomes `held` when its plan can be approved. How the file is read is found out where the request does not say it.",
      input: z.strictObject({
        fileId: z.uuid(),
        syncId: syncId
          .optional()
          .describe("The sync whose users the file is about; otherwise those of earlier uploads"),
        importMode: z
          .enum(["full_list", "add_and_update"])
          .default("add_and_update")
          .describe("`full_list`: users of the sync that the file does not name are removed"),
        encoding: z.enum(["utf-8", "windows-1252", "utf-16le", "utf-16be"]).optional(),
        delimiter: z.enum([",", ";", "\t"]).optional(),
        headerRow: z.number().int().min(1).max(100).optional(),
        footerRows: z.number().int().min(0).max(100).optional(),
      }),
      output: run,
      planHash: "given",
      example: { fileId: "0b9f5c5e-8f0a-4a60-b6f3-0d4f7f1f2a11", importMode: "full_list" },
    },
    async (ctx, { fileId, importMode, syncId, ...asked }, { id }) => {
      const { headerRow, footerRows } = asked;
      const found = await inspectUpload(ctx, { uploadId: fileId, syncId, rows: { headerRow, footerRows } });
      const [problem] = found.problems;
      if (problem) {
        throw new AppError("file_blocked", problem.message, { remedy: problem.remedy });
      }
      const { runId } = await startUpload(ctx, {
        ...{ uploadId: fileId, syncId, runId: id },
        mode: importMode === "full_list" ? "complete" : "add_and_update",
        encoding: asked.encoding ?? found.encoding,
        delimiter: asked.delimiter ?? found.delimiter,
        ...{ headerRow: found.headerRow, footerRows: found.footerRows },
      });
      return runOf(await getRun(ctx, { runId }));
    },
  ),
];
