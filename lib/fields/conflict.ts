import { violated } from "@/lib/db/violation";
import { AppError } from "@/lib/errors";

/** Runs `work`; a label that another field of the workspace has becomes `conflict`, said beside the label. */
export async function refuseTakenLabel<T>(label: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (violated(cause) !== "profile_fields_label") throw cause;
    throw new AppError("conflict", `There is already a profile field named "${label}".`, {
      cause,
      fieldErrors: { label: "Another profile field has this label. Choose a different one." },
    });
  }
}
