import { expect, test } from "vitest";
import { inboxLine } from "@/lib/alerts/inbox-words";
import type { InboxItem } from "@/lib/alerts/views";

const PENDING: InboxItem = {
  ...{ id: "n", kind: "pending", transition: "raised", also: [], ends: [], at: new Date(0), readAt: null },
  ...{ isOpen: true, runId: "r", sourceId: null, syncId: "s", syncName: "HR export" },
  ...{ workspaceSlug: "staff", workspaceName: "Staff" },
  detail: { counts: { created: 7, updated: 0, removed: 1_200, restored: 0 } },
};

test("a plan that is pending says what it would do, as nothing has happened yet", () => {
  const { title, text, path } = inboxLine(PENDING, "night-oy");
  expect(title).toBe("HR export: pending approval");
  expect(text).toBe("1,200 to remove, 7 to create · Staff");
  expect(path).toBe("/night-oy/staff/runs/r");
});
