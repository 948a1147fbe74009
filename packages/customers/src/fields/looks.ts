/** How long a text may be before it counts as something a person wrote, where it has as many words as that takes. */
const longText = { characters: 120, words: 12 };
const veryLongText = 300;

const emailInside =
  /[^\s@<>"'(),;:]{1,64}(?:@|%40)[a-z0-9\u0080-\uffff](?:[a-z0-9\u0080-\uffff-]*[a-z0-9\u0080-\uffff])?(?:\.[a-z0-9\u0080-\uffff-]{2,})+/i;
const internationalPhoneInside = /(?:^|[^\w.])\+\d[\d\s().-]{6,18}\d(?!\w)/;
const startsLikeDate = /^\d{4}[-./]\d{1,2}[-./]\d{1,2}|^\d{1,2}[-./]\d{1,2}[-./]\d{4}/;
const webAddress = /^[a-z][a-z0-9+.-]*:\/\/\S+$/i;

/**
 * Whether a text looks like something that could reach or describe a person: an e-mail address anywhere in it, a phone number, or long
 * free text. A plain row of digits is an order number more often than a phone number and does not count.
 */
export function looksLikeContact(text: string): boolean {
  if (emailInside.test(text) || looksLikePhone(text)) return true;
  if (webAddress.test(text)) return false;
  if (text.length > veryLongText) return true;
  return text.length > longText.characters && text.trim().split(/\s+/).length >= longText.words;
}

function looksLikePhone(text: string): boolean {
  if (internationalPhoneInside.test(text)) return true;
  const trimmed = text.trim();
  if (trimmed.length > 24 || startsLikeDate.test(trimmed)) return false;
  const digits = trimmed.replace(/\D/g, "").length;
  if (digits < 9 || digits > 15) return false;
  return /^00[1-9]\d+$/.test(trimmed) || /^\(?\d{2,5}\)?(?:[\s-]\(?\d{2,5}\)?){1,5}$/.test(trimmed);
}
