/** How an SMS is cut: 160 and 153 GSM-7 units, or 70 and 67 UTF-16 units when one character is outside GSM 03.38. */
export type SmsSize = {
  encoding: "GSM-7" | "UCS-2";
  /** Septets for GSM-7 (an extension character such as € takes two), UTF-16 code units for UCS-2. */
  units: number;
  segments: number;
  /** Units left in the last segment. */
  left: number;
  /** The characters that forced UCS-2, each once, in order; empty for GSM-7. */
  forcing: string[];
};

const basic = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const extension = new Set("\f^{}\\[~]|€");

/** Segments of a text as carriers cut and bill it. Source: 3GPP TS 23.038 (alphabet), 23.040 (concatenation header). */
export function smsSize(text: string): SmsSize {
  const forcing = new Set<string>();
  const units: number[] = [];
  for (const character of text) {
    if (basic.has(character)) units.push(1);
    else if (extension.has(character)) units.push(2);
    else forcing.add(character);
  }
  if (forcing.size === 0) return { encoding: "GSM-7", ...pack(units, 160, 153), forcing: [] };
  return {
    encoding: "UCS-2",
    ...pack(
      Array.from(text, (character) => character.length),
      70,
      67,
    ),
    forcing: [...forcing],
  };
}

/** A character never straddles two segments, so segments are filled one by one instead of divided. */
function pack(sizes: number[], alone: number, each: number): { units: number; segments: number; left: number } {
  const units = sizes.reduce((sum, size) => sum + size, 0);
  if (units <= alone) return { units, segments: units === 0 ? 0 : 1, left: alone - units };
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > each) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return { units, segments, left: each - used };
}
