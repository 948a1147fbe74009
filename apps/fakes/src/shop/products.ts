export type Product = {
  id: string;
  name: string;
  line: string;
  about: string;
  price: number;
  currency: "EUR";
  picture: keyof typeof pictures;
  tone: string;
};

const strokes = 'fill="none" stroke-linecap="round" stroke-linejoin="round"';

/** Drawn, so that nothing is loaded from elsewhere; 200 × 200, on the product's own ground. */
export const pictures = {
  gooseneck: `<path d="M24 172h152" stroke="#000" stroke-opacity=".1" stroke-width="2"/><path d="M70 142C42 140 50 98 38 82c-3-4-8-6-13-5" ${strokes} stroke="#262422" stroke-width="7"/><path d="M64 152l9-58c1-6 5-9 11-9h38c6 0 10 3 11 9l9 58c1 6-3 10-9 10H73c-6 0-10-4-9-10z" fill="#262422"/><path d="M82 96l-8 52" ${strokes} stroke="#45413d" stroke-width="3"/><rect x="82" y="76" width="42" height="9" rx="4" fill="#3a3734"/><circle cx="103" cy="70" r="6" fill="#8f5f3a"/><path d="M134 98c24-10 40 2 35 38" ${strokes} stroke="#8f5f3a" stroke-width="8"/><rect x="60" y="162" width="86" height="10" rx="3" fill="#3a3734"/>`,
  stovetop: `<path d="M24 172h152" stroke="#000" stroke-opacity=".1" stroke-width="2"/><path d="M62 92c0-52 76-52 76 0" ${strokes} stroke="#2f2c29" stroke-width="8"/><path d="M148 118l26-22" ${strokes} stroke="#b9562f" stroke-width="14"/><path d="M46 132c0-30 24-46 54-46s54 16 54 46c0 24-12 38-28 38H74c-16 0-28-14-28-38z" fill="#c9633a"/><path d="M60 128c2-16 12-26 26-30" ${strokes} stroke="#e08b63" stroke-width="5"/><ellipse cx="100" cy="88" rx="26" ry="6" fill="#a34b25"/><circle cx="100" cy="80" r="6" fill="#2f2c29"/>`,
  moka: `<path d="M24 172h152" stroke="#000" stroke-opacity=".1" stroke-width="2"/><path d="M72 48h58l-8 52H80z" fill="#b9bcc0"/><path d="M88 48l-4 52M112 48l2 52" stroke="#9a9ea4" stroke-width="2"/><path d="M72 52L58 64l16 4z" fill="#a6aab0"/><rect x="76" y="98" width="50" height="10" rx="3" fill="#8b9097"/><path d="M78 108h46l12 62H66z" fill="#c5c8cc"/><path d="M94 108l-6 62M110 108l6 62" stroke="#a6aab0" stroke-width="2"/><rect x="84" y="38" width="36" height="10" rx="4" fill="#a6aab0"/><circle cx="102" cy="34" r="5" fill="#26282b"/><path d="M130 56h22c4 0 6 3 5 7l-8 34" ${strokes} stroke="#26282b" stroke-width="9"/>`,
  dripper: `<path d="M24 172h152" stroke="#000" stroke-opacity=".1" stroke-width="2"/><path d="M50 54h92l-30 58H80z" fill="#f7f4ee"/><path d="M66 58l22 50M84 58l10 50M126 58l-22 50M108 58l-10 50" stroke="#d9d2c6" stroke-width="2"/><ellipse cx="96" cy="54" rx="46" ry="8" fill="#fffdf9"/><ellipse cx="96" cy="54" rx="36" ry="5" fill="#5a3a24"/><path d="M140 62c22-2 22 26-8 24" ${strokes} stroke="#f7f4ee" stroke-width="8"/><rect x="62" y="110" width="68" height="8" rx="4" fill="#efeae1"/><path d="M68 124h56l-4 40c-1 5-4 8-9 8H81c-5 0-8-3-9-8z" fill="#fff" fill-opacity=".55"/><path d="M71 146h50l-2 18c-1 5-4 8-9 8H82c-5 0-8-3-9-8z" fill="#6a4226"/>`,
  grinder: `<path d="M24 172h152" stroke="#000" stroke-opacity=".1" stroke-width="2"/><path d="M98 46V34l50-6" ${strokes} stroke="#3a3d42" stroke-width="6"/><circle cx="152" cy="28" r="9" fill="#8f5f3a"/><rect x="72" y="46" width="52" height="12" rx="5" fill="#3a3d42"/><rect x="74" y="58" width="48" height="60" fill="#c3c7cc"/><rect x="82" y="58" width="6" height="60" fill="#dfe2e6"/><rect x="70" y="104" width="56" height="18" rx="3" fill="#3a3d42"/><path d="M76 122h44v40c0 6-4 10-10 10H86c-6 0-10-4-10-10z" fill="#aeb3b9"/><rect x="84" y="124" width="5" height="44" fill="#cfd3d8"/>`,
  beans: `<path d="M24 172h152" stroke="#000" stroke-opacity=".1" stroke-width="2"/><path d="M62 48h76l6 118c0 4-2 6-6 6H62c-4 0-6-2-6-6z" fill="#3d4a3f"/><path d="M60 36h80l-2 18H62z" fill="#2f3a31"/><rect x="74" y="84" width="52" height="56" rx="4" fill="#f3ede2"/><ellipse cx="100" cy="106" rx="11" ry="15" transform="rotate(24 100 106)" fill="#6a4226"/><path d="M96 94c6 8 0 14 6 24" ${strokes} stroke="#f3ede2" stroke-width="2.5"/><path d="M86 130h28" stroke="#6a4226" stroke-width="3" stroke-linecap="round"/>`,
} as const;

export const products: readonly Product[] = [
  {
    id: "gooseneck-09",
    name: "Gooseneck kettle 0.9 l",
    line: "Matte black, beech handle",
    about: "A thin, steady stream and a handle that stays cool. Holds 0.9 litres, works on gas, electric and induction.",
    price: 89,
    currency: "EUR",
    picture: "gooseneck",
    tone: "#efe9e0",
  },
  {
    id: "stovetop-15",
    name: "Stovetop kettle 1.5 l",
    line: "Enamel, terracotta",
    about: "Enamelled steel that whistles once and means it. Enough for six cups or one long evening.",
    price: 64,
    currency: "EUR",
    picture: "stovetop",
    tone: "#f3e4da",
  },
  {
    id: "moka-6",
    name: "Moka pot, 6 cups",
    line: "Aluminium, made in Italy",
    about: "The pot your grandmother would recognise, with a seal you can replace in a minute.",
    price: 39,
    currency: "EUR",
    picture: "moka",
    tone: "#e6e9ec",
  },
  {
    id: "dripper",
    name: "Ceramic dripper",
    line: "For one or two cups",
    about: "Glazed stoneware that keeps its heat. Takes ordinary paper filters, size 02.",
    price: 28,
    currency: "EUR",
    picture: "dripper",
    tone: "#d9cbb8",
  },
  {
    id: "grinder-steel",
    name: "Hand grinder, steel",
    line: "Forty clicks, from espresso to press",
    about: "Conical steel burrs, forty settings and a crank that folds away. Twenty grams in a minute.",
    price: 72,
    currency: "EUR",
    picture: "grinder",
    tone: "#e9e4dc",
  },
  {
    id: "beans-ridge",
    name: "Ridge, whole beans",
    line: "250 g, roasted on Tuesdays",
    about: "Chocolate, walnut, a little orange. Roasted in Kraków and sent the day after.",
    price: 12.5,
    currency: "EUR",
    picture: "beans",
    tone: "#dfe3d8",
  },
];

export function money(amount: number): string {
  return new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" }).format(amount);
}
