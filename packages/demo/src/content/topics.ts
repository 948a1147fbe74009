export const topics = [
  {
    key: "offers",
    name: "Offers and news",
    description: "New things, brewing notes, an offer now and then.",
    noRecord: "opt-in",
    wording: "Write to me about new products and offers. I can end it at any time with one click.",
  },
  {
    key: "orders",
    name: "About your orders",
    description: "What happens after an order: delivery, care, a question how it went.",
    noRecord: "opt-out",
    wording: "We write to you about what you ordered.",
  },
] as const;
