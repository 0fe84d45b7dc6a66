import { z } from "zod";
import { apiRoute } from "@/lib/api/route";
import { instant } from "@/lib/api/shapes/parts";
import { AppError } from "@/lib/errors";
import { listEvents } from "@/lib/events/list-events";
import { EVENT_TYPES, isEventType } from "@/lib/model/event";

const event = z
  .strictObject({
    id: z.string(),
    type: z.enum(EVENT_TYPES),
    at: instant,
    workspaceId: z.uuid().nullable(),
    data: z
      .record(z.string(), z.unknown())
      .describe("Ids and names of fields; values only if the organization opts in"),
  })
  .meta({ id: "Event" });

export const eventOperations = [
  apiRoute(
    {
      ...{ id: "listEvents", method: "GET", path: "/events", tag: "Events", can: "event:view", scope: "org" },
      isWide: true,
      summary: "List events",
      description:
        "What happened behind `after`, in order, for those who ask instead of taking webhooks. Continue with `next`, also when nothing new has come. From the first request on events are kept for 30 days.",
      input: z.strictObject({
        after: z.string().max(20).optional().describe("`next` of the request before, or the id of an event"),
        limit: z.coerce.number().int().min(1).max(500).default(100),
        types: z.string().max(500).optional().describe("Only these types, separated by commas"),
      }),
      output: z.strictObject({
        data: z.array(event),
        next: z.string(),
        more: z.boolean().describe("There are more already"),
        missed: z.boolean().describe("Some are not kept any more: read the users again, then continue"),
      }),
      example: { limit: 100 },
    },
    async (ctx, { after = null, limit, types }) => {
      const asked = types ? readTypes(types) : null;
      const { events, ...page } = await listEvents(ctx, { after, limit, types: asked });
      return {
        data: events.map(({ id, type, at, workspaceId, data }) => ({
          id,
          type,
          at,
          workspaceId,
          data: { ...data },
        })),
        ...page,
      };
    },
  ),
];

function readTypes(text: string) {
  const types = text.split(",").map((type) => type.trim());
  const wrong = types.find((type) => !isEventType(type));
  if (wrong === undefined) return types.filter(isEventType);
  throw new AppError("invalid_input", "Some of the values are not valid.", {
    fieldErrors: { types: `${wrong} is no type of event.` },
  });
}
