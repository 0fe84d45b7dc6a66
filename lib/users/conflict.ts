import { violated } from "@/lib/db/violation";
import { AppError } from "@/lib/errors";

/** Runs `work`; an address that another user of the workspace has becomes `conflict`, said beside the address. */
export async function refuseTakenEmail<T>(email: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (violated(cause) !== "users_email_key") throw cause;
    throw new AppError("conflict", `Another user of this workspace has the e-mail address ${email}.`, {
      cause,
      remedy: "Search the users for this address. Two users can't share one.",
      fieldErrors: { email: "Another user of this workspace has this e-mail address." },
    });
  }
}
