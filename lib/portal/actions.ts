"use server";

import { publicAction, workspaceAction } from "@/lib/action";
import { findAccount } from "@/lib/auth/open";
import { putPortalCookie, readPortalCookie } from "@/lib/auth/portal/cookies";
import { enterPortal, leavePortal } from "@/lib/auth/portal/enter";
import { portalPath } from "@/lib/auth/portal/place";
import { requestPortalLink } from "@/lib/auth/portal/request-link";
import { enterPortalInput, leavePortalInput, requestLinkInput, viewAsInput } from "@/lib/auth/portal/schema";
import { startView } from "@/lib/auth/portal/view-as";
import { sayInPortal } from "@/lib/portal/say";

export const requestPortalLinkAction = publicAction(
  "requestPortalLinkAction",
  { input: requestLinkInput, say: sayInPortal },
  requestPortalLink,
);

export const enterPortalAction = publicAction(
  "enterPortalAction",
  { input: enterPortalInput, say: sayInPortal },
  async (visitor, input) => {
    const previous = await readPortalCookie("session", input);
    const { token } = await enterPortal(visitor, input, previous, await findAccount());
    await putPortalCookie("session", input, token);
  },
);

export const leavePortalAction = publicAction(
  "leavePortalAction",
  { input: leavePortalInput, say: sayInPortal },
  (_visitor, { purpose, ...slugs }) => leavePortal(purpose, slugs),
);

export const viewAsAction = workspaceAction(
  "viewAsAction",
  { can: "portal:view_as", input: viewAsInput },
  async (ctx, input) => {
    const { token, slugs } = await startView(ctx, input);
    await putPortalCookie("view", slugs, token);
    return { path: portalPath(slugs) };
  },
);
