import { afterAll, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "@/lib/channels/message";
import { postToChannel } from "@/lib/channels/post";
import { slackOf } from "@/lib/channels/slack";
import { teamsOf } from "@/lib/channels/teams";
import { startChatServer } from "../support/chat-server";

const chat = await startChatServer();
afterAll(() => chat.stop());

const EVIL = "<!channel> [x](https://evil.example) *b* <https://evil.example|Ann>";

const MESSAGE: Message = {
  title: `Pending approval: HR in ${EVIL}`,
  organization: "Acme & Co",
  lines: ["A sync of HR has made a plan that needs your approval.", "41 of 212 users would be removed."],
  facts: [["Would be removed", "41"]],
  sections: [{ title: "Some of the people", items: [`${EVIL} would be removed`] }],
  action: { label: "Review the plan", href: "https://rollcall.example/acme/people/runs/1" },
};

beforeEach(() => {
  Object.assign(chat, { answerWith: null });
  for (const list of [chat.received, chat.answers]) list.length = 0;
});

describe("what is posted", () => {
  test("to Slack is one message in blocks, in which names are plain text", async () => {
    await postToChannel({ kind: "slack", url: chat.url }, slackOf(MESSAGE));
    expect(chat.received).toHaveLength(1);
    const [{ type, body, path } = { type: "", body: null, path: "" }] = chat.received;
    expect(type).toMatch(/^application\/json/);
    expect(path).toBe("/services/T0/B0/s3cr3t");
    const { text, blocks } = body as {
      text: string;
      blocks: { type: string; text?: { type: string; text: string } }[];
    };
    expect(text).not.toMatch(/[<>]/);
    expect(blocks[0]).toMatchObject({ type: "header", text: { type: "plain_text" } });
    const formatted = blocks.flatMap((block) => (block.text?.type === "mrkdwn" ? [block.text.text] : []));
    expect(formatted).toEqual(["<https://rollcall.example/acme/people/runs/1|Review the plan>"]);
    const all = JSON.stringify(blocks);
    for (const part of ["41 of 212 users", "Would be removed: 41", "Some of the people", "Acme & Co"])
      expect(all).toContain(part);
  });

  test("to Teams is an Adaptive Card, as Workflows takes it, in which nothing is markdown", async () => {
    await postToChannel({ kind: "teams", url: chat.url }, teamsOf(MESSAGE));
    const body = chat.received[0]?.body as {
      type: string;
      attachments: {
        contentType: string;
        content: { type: string; version: string; body: { type: string }[]; actions: unknown[] };
      }[];
    };
    expect(body.type).toBe("message");
    expect(body.attachments).toHaveLength(1);
    const [card] = body.attachments;
    expect(card?.contentType).toBe("application/vnd.microsoft.card.adaptive");
    expect(card?.content).toMatchObject({ type: "AdaptiveCard", version: "1.4" });
    // A TextBlock would read markdown.
    expect(card?.content.body.map(({ type }) => type)).not.toContain("TextBlock");
    expect(card?.content.actions).toEqual([
      { type: "Action.OpenUrl", title: "Review the plan", url: MESSAGE.action.href },
    ]);
    expect(JSON.stringify(body)).toContain("41 of 212 users would be removed.");
  });

  test("stays below what Slack takes, however long a name is", () => {
    const long = "x".repeat(10_000);
    const { blocks } = slackOf({ ...MESSAGE, title: long, lines: [long] }) as {
      blocks: { type: string; text?: { text: string } }[];
    };
    expect(blocks[0]?.text?.text.length).toBe(150);
    expect(Math.max(...blocks.map(({ text }) => text?.text.length ?? 0))).toBeLessThanOrEqual(3_000);
  });
});

const failure = (retry: boolean, meta?: object) => ({
  code: "channel_failed",
  retry,
  ...(meta ? { meta } : {}),
});
const post = (url = chat.url, patienceMs = 2_000) =>
  postToChannel({ kind: "slack", url }, {}, { patienceMs });

describe("a webhook that takes nothing", () => {
  test.each([
    [403, false],
    [404, false],
    [410, false],
    [400, false],
    [302, false],
    [429, true],
    [500, true],
    [503, true],
  ])("answers %i: whether to try again is %s", async (status, retry) => {
    chat.answers.push(status);
    await expect(post()).rejects.toMatchObject(failure(retry, { status }));
    expect(chat.received).toHaveLength(1);
  });

  test("a redirect is not followed", async () => {
    chat.answerWith = (_request, response) => void response.writeHead(307, { location: chat.url }).end();
    await expect(post()).rejects.toMatchObject(failure(false));
    expect(chat.received).toHaveLength(1);
  });

  test("it hangs up, or says nothing: tried again", async () => {
    chat.answerWith = (request) => void request.socket.destroy();
    await expect(post()).rejects.toMatchObject(failure(true));
    chat.answerWith = () => {};
    const begun = performance.now();
    await expect(post(chat.url, 500)).rejects.toMatchObject(failure(true));
    expect(performance.now() - begun).toBeLessThan(3_000);
  });

  test("nobody listens", async () => {
    await expect(post("http://127.0.0.1:1/x")).rejects.toMatchObject({ code: "channel_failed" });
  });

  test("an endless answer is not read to its end", async () => {
    chat.answerWith = (_request, response) => {
      response.writeHead(200);
      const more = () => response.writable && response.write(Buffer.alloc(64_000), () => setImmediate(more));
      more();
    };
    await expect(post()).resolves.toBeUndefined();
  });
});

describe("where nothing is posted", () => {
  test.each([
    "https://example.com/services/T0/B0/x",
    "https://hooks.slack.com.evil.example/services/x",
    "https://evilhooks.slack.com/x",
    "https://127.0.0.2/x",
    "https://10.0.0.1/x",
    "https://169.254.169.254/latest/meta-data",
    "https://[::ffff:10.0.0.1]/x",
    "https://metadata.google.internal/x",
  ])("%s is not one of Slack's", async (url) => {
    await expect(post(url)).rejects.toMatchObject({
      ...{ code: "channel_failed", retry: false },
      message: "Slack has no webhooks at this address.",
    });
  });

  test("what is said about a failure holds nothing of the address", async () => {
    chat.answers.push(404);
    const refused = await post().catch((error: Error & { remedy?: string }) => error);
    expect(`${refused?.message} ${refused && "remedy" in refused ? refused.remedy : ""}`).not.toContain(
      "s3cr3t",
    );
  });
});
