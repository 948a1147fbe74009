/** The form in which an account's e-mail address is stored and looked up. */
export function normaliseAccount(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase().slice(0, 320);
}
