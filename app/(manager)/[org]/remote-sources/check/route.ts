import { parseInput } from "@/lib/action";
import { checkEntered } from "@/lib/remote-sources/check-entered";
import { getRemoteSource } from "@/lib/remote-sources/read";
import { editedSourceFields, newSourceFields, remoteSourceIdInput } from "@/lib/remote-sources/schema";
import { readJson, route } from "@/lib/route";
import { streamCheck } from "../stream-check";

/** Larger than any form with a private key in it. */
const BODY_BYTES_MAX = 200_000;

/** Checks the values of a form before they are saved, as the check of a saved source does. With an `id` they are of an edit. */
export const POST = route(
  "/[org]/remote-sources/check",
  { can: "remote_source:update", scope: "org" },
  async (ctx, request) => {
    const raw = await readJson(request, BODY_BYTES_MAX);
    const isEdit = typeof raw === "object" && raw !== null && "id" in raw;
    const input = isEdit ? parseInput(editedSourceFields, raw) : parseInput(newSourceFields, raw);
    // Looked up before the response starts, because its status can't change after that.
    if (isEdit) await getRemoteSource(ctx, parseInput(remoteSourceIdInput, raw).id);
    return streamCheck({
      request,
      route: "/[org]/remote-sources/check",
      check: (watch) => checkEntered(ctx, input, watch),
    });
  },
);
