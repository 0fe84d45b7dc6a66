import { startMailServer } from "./mail-server";

/** The mail server of the test file that imports this before anything else: this process sends its mails there. */
export const mails = await startMailServer();
process.env.SMTP_URL = mails.url;
