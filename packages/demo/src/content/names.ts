type Country = { country: string; zone: string; locale: string; share: number; first: readonly string[]; last: readonly string[] };

/** Where the demo's people live, how many of a hundred, and what they are called. */
export const countries: readonly Country[] = [
  {
    country: "PL",
    zone: "Europe/Warsaw",
    locale: "pl-PL",
    share: 34,
    first: ["Anna", "Piotr", "Katarzyna", "Marek", "Zofia", "Jakub", "Ewa", "Tomasz", "Hanna", "Paweł", "Maja", "Michał", "Julia", "Adam"],
    last: ["Nowak", "Kowalska", "Wiśniewski", "Wójcik", "Zielińska", "Mazur", "Krawczyk", "Dudek", "Sikora", "Lis", "Pawlak", "Górska"],
  },
  {
    country: "DE",
    zone: "Europe/Berlin",
    locale: "de-DE",
    share: 24,
    first: ["Jonas", "Lena", "Felix", "Marie", "Paul", "Clara", "Emil", "Greta", "Anton", "Ida", "Moritz", "Frieda"],
    last: ["Weber", "Schmidt", "Fischer", "Wagner", "Becker", "Hoffmann", "Koch", "Richter", "Klein", "Wolf", "Neumann", "Braun"],
  },
  {
    country: "GB",
    zone: "Europe/London",
    locale: "en-GB",
    share: 18,
    first: ["Oliver", "Amelia", "George", "Isla", "Harry", "Ava", "Arthur", "Freya", "Theo", "Ivy", "Ben", "Poppy"],
    last: ["Smith", "Taylor", "Brown", "Walker", "Wright", "Green", "Hall", "Clarke", "Baker", "Hill", "Moore", "Ward"],
  },
  {
    country: "FR",
    zone: "Europe/Paris",
    locale: "fr-FR",
    share: 14,
    first: ["Louis", "Emma", "Gabriel", "Jade", "Hugo", "Alice", "Jules", "Rose", "Arthur", "Léna"],
    last: ["Martin", "Bernard", "Dubois", "Petit", "Durand", "Leroy", "Moreau", "Simon", "Laurent", "Garnier"],
  },
  {
    country: "US",
    zone: "America/New_York",
    locale: "en-US",
    share: 10,
    first: ["Liam", "Olivia", "Noah", "Sophia", "Mason", "Mia", "Ethan", "Harper", "Lucas", "Ella"],
    last: ["Johnson", "Davis", "Miller", "Wilson", "Anderson", "Thomas", "Jackson", "White", "Harris", "Lewis"],
  },
];

/** Domains that belong to nobody (RFC 2606, RFC 6761). */
export const mailDomains = ["post.example", "mail.example", "inbox.example", "example.com", "example.org", "example.net"] as const;
