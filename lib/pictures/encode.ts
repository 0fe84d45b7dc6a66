import sharp, { type Sharp, type WebpOptions } from "sharp";
import { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import { formatNumber } from "@/lib/format/number";
import { PICTURE_BYTES_MAX, PICTURE_PIXELS_MAX } from "@/lib/pictures/limits";
import { isAnimatedPng, pictureKind } from "@/lib/pictures/sniff";
import { luminance } from "@/lib/values/accent";

type Picture = { content: Buffer; width: number; height: number };

type Size = { width: number; height: number };

/** A picture takes one of two cores for a moment: uploads by several people wait for each other. */
sharp.concurrency(1);
sharp.cache(false);

/**
 * What was uploaded as a new WebP of at most this size, upright and without its metadata (place, camera, comments). Throws
 * `invalid_input` for what is no picture, can't be read or moves, `too_large` for too many bytes or pixels.
 */
export async function encodePicture(
  uploaded: Uint8Array,
  size: Size,
  options: WebpOptions = {},
): Promise<Picture> {
  const picture = await openPicture(uploaded);
  return readable(async () => {
    const { data, info } = await picture
      .autoOrient()
      .resize({ ...size, fit: "inside", withoutEnlargement: true })
      .toColourspace("srgb")
      .webp({ quality: 82, ...options })
      .toBuffer({ resolveWithObject: true });
    return { content: data, width: info.width, height: info.height };
  });
}

/** Whether what is seen of a picture on a transparent ground is mostly light; false for one that covers its ground. */
export async function isLightPicture(picture: Uint8Array): Promise<boolean> {
  const { data } = await sharp(picture)
    .resize({ width: 64, height: 64, fit: "inside" })
    .ensureAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  let [seen, light, sum] = [0, 0, 0];
  for (let at = 0; at < data.length; at += 4) {
    const share = (data[at + 3] ?? 0) / 255;
    seen += share;
    sum += 1;
    light += share * luminance([data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]);
  }
  return seen > 0 && seen / sum < 0.95 && light / seen > 0.6;
}

async function openPicture(uploaded: Uint8Array): Promise<Sharp> {
  if (uploaded.length > PICTURE_BYTES_MAX) {
    throw new AppError("too_large", `The picture is larger than ${formatBytes(PICTURE_BYTES_MAX)}.`, {
      remedy: "Save it smaller, for example at half its width, then upload it again.",
    });
  }
  // Before anything decodes it: only these formats reach a decoder at all, so that an SVG is never read.
  if (pictureKind(uploaded) === null) {
    throw new AppError("invalid_input", "This file is not a PNG, JPEG, WebP or GIF picture.", {
      remedy: "Save it as PNG or JPEG, then upload it again. SVG, HEIC and PDF files can't be used.",
    });
  }
  const options = { limitInputPixels: PICTURE_PIXELS_MAX, failOn: "error", sequentialRead: true } as const;
  // Of the header alone, so that what is too large is said in numbers; the limit holds again where it is decoded.
  const header = sharp(uploaded, { ...options, limitInputPixels: false });
  const { width, height, pages = 1 } = await readable(() => header.metadata());
  if (width * height > PICTURE_PIXELS_MAX) {
    const most = formatNumber(PICTURE_PIXELS_MAX / 1_000_000);
    throw new AppError(
      "too_large",
      `The picture is ${formatNumber(width)} × ${formatNumber(height)} pixels. The limit is ${most} million pixels.`,
      { remedy: "Save it smaller, then upload it again." },
    );
  }
  if (pages > 1 || isAnimatedPng(uploaded)) {
    throw new AppError("invalid_input", "Animated pictures can't be used.", {
      remedy: "Save one frame of it as PNG or JPEG, then upload that.",
    });
  }
  return sharp(uploaded, options);
}

async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError("invalid_input", "The picture can't be read. It is damaged or incomplete.", {
      cause,
      remedy: "Open it on your computer, save it again as PNG or JPEG, then upload it again.",
    });
  }
}
