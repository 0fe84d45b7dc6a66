/** The time zone of this browser, as an IANA name: what the server writes into titles is of that zone. */
export const ZONE_COOKIE = "rollcall-zone";
