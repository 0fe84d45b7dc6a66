import { deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { encodePicture, isLightPicture } from "@/lib/pictures/encode";
import { PICTURE_BYTES_MAX } from "@/lib/pictures/limits";
import { animatedGif, flat, photoWithPlace, pngChunk, pngHeader } from "../../support/pictures";

const SIZE = { width: 400, height: 300 };

test.each(["png", "jpeg", "webp", "gif"] as const)(
  "%s becomes a WebP that fits, never enlarged",
  async (format) => {
    const big = await encodePicture(await flat(1000, 500).toFormat(format).toBuffer(), SIZE);
    expect([big.width, big.height]).toEqual([400, 200]);
    expect((await sharp(big.content).metadata()).format).toBe("webp");
    const small = await encodePicture(await flat(20, 10).toFormat(format).toBuffer(), SIZE);
    expect([small.width, small.height]).toEqual([20, 10]);
  },
);

test("place, camera and comments are gone, and a photo that lay on its side is upright", async () => {
  const photo = await photoWithPlace();
  expect(photo.toString("latin1")).toContain("Secret Street 5");
  const { content, width, height } = await encodePicture(photo, SIZE);
  const { exif, xmp, iptc, comments, orientation } = await sharp(content).metadata();
  expect({ exif, xmp, iptc, comments, orientation }).toEqual({});
  expect(content.toString("latin1")).not.toMatch(/Secret Street|Exif|GPS/);
  expect([width, height]).toEqual([40, 80]);
});

test("a few bytes that claim to be billions of pixels are not decoded", async () => {
  const rows = deflateSync(Buffer.alloc(1_000_000));
  const bomb = Buffer.concat([pngHeader(30_000, 30_000), pngChunk("IDAT", rows), pngChunk("IEND")]);
  const before = process.memoryUsage().rss;
  await expect(encodePicture(bomb, SIZE)).rejects.toMatchObject({
    code: "too_large",
    message: "The picture is 30,000 × 30,000 pixels. The limit is 50 million pixels.",
  });
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
});

test("more bytes than a picture may have are refused unread", async () => {
  const large = Buffer.concat([await flat(10, 10).png().toBuffer(), Buffer.alloc(PICTURE_BYTES_MAX)]);
  await expect(encodePicture(large, SIZE)).rejects.toMatchObject({
    code: "too_large",
    message: "The picture is larger than 8 MB.",
  });
});

test.each([
  ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  [
    "SVG after a declaration",
    '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>',
  ],
  ["HTML", "<!doctype html><script>alert(1)</script>"],
  ["PDF", "%PDF-1.7\n1 0 obj"],
  ["nothing", ""],
])("%s is no picture", async (_, text) => {
  await expect(encodePicture(Buffer.from(text), SIZE)).rejects.toMatchObject({
    code: "invalid_input",
    message: "This file is not a PNG, JPEG, WebP or GIF picture.",
  });
});

test("what moves is refused: GIF, WebP and PNG", async () => {
  const gif = await animatedGif();
  const webp = await sharp(gif, { animated: true }).webp().toBuffer();
  const [head, rest] = split(await flat(10, 10).png().toBuffer());
  const png = Buffer.concat([head, pngChunk("acTL", Buffer.from([0, 0, 0, 2, 0, 0, 0, 0])), rest]);
  for (const moving of [gif, webp, png])
    await expect(encodePicture(moving, SIZE)).rejects.toMatchObject({
      message: "Animated pictures can't be used.",
    });
});

test("a picture that is cut off is called damaged, not shown in half", async () => {
  const whole = await sharp({
    create: {
      width: 300,
      height: 300,
      channels: 3,
      background: "red",
      noise: { type: "gaussian", mean: 128, sigma: 40 },
    },
  })
    .png()
    .toBuffer();
  await expect(encodePicture(whole.subarray(0, whole.length / 2), SIZE)).rejects.toMatchObject({
    code: "invalid_input",
    message: "The picture can't be read. It is damaged or incomplete.",
  });
});

test("a light logo on a transparent ground is known as such; a dark one and a white photo are not", async () => {
  const drawn = (colour: string) =>
    sharp({ create: { width: 100, height: 40, channels: 4, background: "#00000000" } })
      .composite([{ input: { create: { width: 40, height: 20, channels: 4, background: colour } } }])
      .png()
      .toBuffer();
  expect(await isLightPicture(await drawn("#ffffff"))).toBe(true);
  expect(await isLightPicture(await drawn("#102030"))).toBe(false);
  expect(await isLightPicture(await flat(50, 50, "#ffffff").png().toBuffer())).toBe(false);
});

/** A PNG's signature and header, and what follows. */
function split(png: Buffer): [Buffer, Buffer] {
  return [png.subarray(0, 33), png.subarray(33)];
}
