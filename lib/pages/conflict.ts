import { violated } from "@/lib/db/violation";
import { AppError } from "@/lib/errors";

/** Runs `work`; a taken address, and a list that is not the workspace's, become `conflict`, said beside the field. */
export async function refuseConflicts<T>(slug: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const constraint = violated(cause);
    if (constraint === "pages_slug") {
      throw new AppError("conflict", `There is already a page at the address "${slug}".`, {
        cause,
        fieldErrors: { slug: "Another page has this address. Choose a different one." },
      });
    }
    if (constraint === "page_lists_list") {
      throw new AppError("conflict", "One of the user lists is not there any more.", {
        cause,
        remedy: "Reload the page, and choose the lists again.",
        fieldErrors: { listIds: "One of these lists was deleted meanwhile." },
      });
    }
    throw cause;
  }
}
