/** Errors as Twilio's REST API writes them. */
const known = {
  20003: [401, "Authenticate"],
  20404: [404, "The requested resource was not found"],
  20429: [429, "Too Many Requests"],
  20503: [503, "Service unavailable"],
  21211: [400, "The 'To' number is not a valid phone number."],
  21602: [400, "Message body is required."],
  21603: [400, "A 'From' phone number is required."],
  21604: [400, "A 'To' phone number is required."],
  21614: [400, "'To' number is not a valid mobile number"],
  21617: [400, "The concatenated message body exceeds the 1600 character limit"],
} as const;

export type TwilioErrorCode = keyof typeof known;

export function twilioError(code: TwilioErrorCode): {
  status: number;
  body: { code: number; message: string; more_info: string; status: number };
} {
  const [status, message] = known[code];
  return { status, body: { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status } };
}
