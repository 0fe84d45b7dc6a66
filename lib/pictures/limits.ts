/** What a browser may send. Everything up to 10 MB passes `proxy.ts` whole. */
export const PICTURE_BYTES_MAX = 8_000_000;
/** Photos of phones have up to 50 million pixels; what a small file may claim beyond that is not decoded. */
export const PICTURE_PIXELS_MAX = 50_000_000;
/** For `accept` of a file field. */
export const PICTURE_TYPES = "image/png,image/jpeg,image/webp,image/gif";
