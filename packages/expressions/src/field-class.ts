export type FieldScope = "trait" | "event";

/**
 * contact: reaches or names a person, sealed with the person's key, never in filters. attribute: plain, every operator.
 * restricted: sealed, never used in segments nor written into messages.
 */
export type FieldClassName = "contact" | "attribute" | "restricted";

/** Names are compared in lower case without signs, so `first_name`, `First Name` and `firstName` are one. */
function fold(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}

const words = (text: string): string[] => text.trim().split(/\s+/);

const contactNames = new Set(
  words(`
    email emailaddress mail phone phonenumber mobile mobilephone mobilenumber cellphone telephone tel fax whatsapp
    firstname lastname middlename surname givenname familyname fullname maidenname nickname username imie nazwisko
    address street streetaddress addressline1 addressline2 address1 address2 housenumber zip zipcode postalcode postcode
    avatar photo ip ipaddress latitude longitude pushtoken devicetoken fcmtoken apnstoken linkedin facebook instagram
    giftmessage freetext note notes comment comments remark remarks`),
);

/** A product has a name too, so in an event only the names above are a person's. */
const contactTraitNames = new Set(words("name displayname twitter skype telegram"));

const contactEndings = words(
  "email emailaddress phone phonenumber firstname lastname fullname surname street zipcode postcode postalcode address",
);

const restrictedNames = new Set(
  words(`
    password passwd secret accesstoken refreshtoken apikey ssn socialsecuritynumber pesel nationalid passport passportnumber
    creditcard creditcardnumber cardnumber cvv cvc iban bankaccount bankaccountnumber religion ethnicity diagnosis`),
);

/** What a field's name alone says about it; each part of a path counts, so everything under `address` is contact. */
export function classByName(scope: FieldScope, path: readonly string[]): FieldClassName | undefined {
  const parts = path.map(fold);
  if (parts.some((part) => restrictedNames.has(part))) return "restricted";
  const contact = parts.some(
    (part) =>
      contactNames.has(part) || (scope === "trait" && contactTraitNames.has(part)) || contactEndings.some((end) => part.endsWith(end)),
  );
  return contact ? "contact" : undefined;
}
