type Template = {
  key: string;
  name: string;
  channel: "email" | "sms";
  content: { subject: string; preheader: string; html: string } | { text: string };
};

type Letter = { preheader: string; heading: string; paragraphs: readonly string[]; button?: { label: string; href: string } };

/** One plain letter: what most of the demo's mail looks like. */
function letter({ preheader, heading, paragraphs, button }: Letter): string {
  const text = paragraphs
    .map((paragraph) => `      <p style="margin:0 0 16px;font-size:15px;line-height:24px">${paragraph}</p>`)
    .join("\n");
  const link = button
    ? `\n      <p style="margin:24px 0"><a href="${button.href}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#16181d;color:#ffffff;font-size:15px;text-decoration:none">${button.label}</a></p>`
    : "";
  return `<!doctype html>
<html lang="en">
  <body style="margin:0;background:#f4f5f7;color:#16181d;font-family:system-ui,-apple-system,'Segoe UI',sans-serif">
    <div style="display:none;max-height:0;overflow:hidden">${preheader}</div>
    <div style="max-width:560px;margin:0 auto;padding:40px 32px;background:#ffffff">
      <p style="margin:0 0 32px;font-size:13px;letter-spacing:.04em;color:#5b616e">NORTHKETTLE</p>
      <h1 style="margin:0 0 16px;font-size:24px;line-height:32px;font-weight:600">${heading}</h1>
${text}${link}
      <hr style="margin:40px 0 16px;border:0;border-top:1px solid #e3e5ea">
      <p style="margin:0;font-size:12px;line-height:18px;color:#5b616e">{{ postal_address }}<br><a href="{{ unsubscribe_url }}" style="color:#5b616e">Unsubscribe</a></p>
    </div>
  </body>
</html>
`;
}

const hello = '{{ person.firstName | default: "there" }}';

/** What the demo sends; its links lead to the demo shop. */
export const templatesFor = (shop: string): readonly Template[] => [
  {
    key: "cart-reminder",
    name: "Cart reminder",
    channel: "email",
    content: {
      subject: 'You left {{ event.properties.name | default: "something" }} behind',
      preheader: "It is still in your cart.",
      html: letter({
        preheader: "It is still in your cart.",
        heading: `Still thinking it over, ${hello}?`,
        paragraphs: [
          '{{ event.properties.name | default: "What you chose" }} is still in your cart. We keep it for you until tomorrow evening.',
          "Delivery is free from 50 euros, and you have thirty days to change your mind.",
        ],
        button: { label: "Back to the cart", href: `${shop}/cart` },
      }),
    },
  },
  {
    key: "cart-nudge",
    name: "Cart nudge",
    channel: "sms",
    content: { text: 'Northkettle: {{ event.properties.name | default: "your cart" }} is kept for you until tonight. Reply STOP to end.' },
  },
  {
    key: "welcome",
    name: "Welcome",
    channel: "email",
    content: {
      subject: "Welcome to Northkettle",
      preheader: "Good water, good coffee.",
      html: letter({
        preheader: "Good water, good coffee.",
        heading: `Good to have you, ${hello}`,
        paragraphs: [
          "We make kettles and roast beans in Kraków, in small batches.",
          "Once or twice a month we write about brewing, and tell you first when something new leaves the workshop.",
        ],
        button: { label: "See what is fresh", href: shop },
      }),
    },
  },
  {
    key: "brewing-guide",
    name: "Brewing guide",
    channel: "email",
    content: {
      subject: "A better cup in four minutes",
      preheader: "Water, grind, time.",
      html: letter({
        preheader: "Water, grind, time.",
        heading: "A better cup in four minutes",
        paragraphs: [
          "Sixty grams a litre, ninety-four degrees, three pours. The rest is patience.",
          "Start with the dripper you have. A gooseneck kettle helps; it is not a must.",
        ],
        button: { label: "Read the guide", href: `${shop}/guide` },
      }),
    },
  },
  {
    key: "order-thanks",
    name: "Thank you for your order",
    channel: "email",
    content: {
      subject: "Thank you, your order is on its way",
      preheader: "We pack it today.",
      html: letter({
        preheader: "We pack it today.",
        heading: `Thank you, ${hello}`,
        paragraphs: ["We pack your order today and write again when it leaves."],
      }),
    },
  },
];
