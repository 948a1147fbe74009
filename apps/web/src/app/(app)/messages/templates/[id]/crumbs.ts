/** Where a template stands. */
export const templateCrumbs = [
  { label: "Messages", href: "/messages" },
  { label: "Templates", href: "/messages/templates" },
];
