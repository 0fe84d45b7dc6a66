import { updateName } from "@/lib/auth/profile/profile.store";
import { noteSignIn } from "@/lib/auth/store";
import type { AccountCtx } from "@/lib/context";

/** Gives the signed-in person another name, everywhere they are a member. */
export async function renameAccount(ctx: AccountCtx, { name }: { name: string }): Promise<void> {
  const { accountId } = ctx;
  if (name === ctx.name) return;
  await ctx.db.run(async (tx) => {
    await updateName(tx, accountId, name);
    const detail = { name: { from: ctx.name, to: name } };
    await noteSignIn(tx, accountId, { action: "account.rename", detail });
  });
}
