import { receiveUpload } from "@/lib/uploads/receive";
import { removeUsedUpload } from "@/lib/uploads/remove-used";
import type { Cases } from "../../support/tenancy/cases";

const FILE = "ID,Email\n1,a@example.com\n";

export const verbs: Cases["verbs"] = {
  receiveUpload: {
    outcome: "own",
    call: ({ ws }) => receiveUpload(ws, { fileName: "a.csv", sizeBytes: FILE.length, bytes: bytes() }),
  },
  removeUsedUpload: { outcome: "own", call: ({ ws }, { uploadId }) => removeUsedUpload(ws, uploadId) },
};

export const routes: Cases["routes"] = {
  "POST app/api/upload/route.ts": {
    scope: "workspace",
    can: "run:start",
    outcome: "own",
    request: ({ slug, workspaceSlug }) => ({
      url: `/api/upload?org=${slug}&workspace=${workspaceSlug}&name=a.csv`,
      headers: { "content-length": String(FILE.length) },
      body: FILE,
    }),
  },
};

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(FILE);
}
