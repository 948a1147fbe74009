import type { ReactNode } from "react";

/** `Clicked **See your cart** in the SMS`: the bold parts in ink and medium weight. There is no other mark-up, so nothing can get out. */
export function Sentence({ text }: { text: string }): ReactNode {
  return text.split("**").map((part, index) =>
    index % 2 === 1 ? (
      <b key={`${index}-${part}`} className="font-medium text-fg">
        {part}
      </b>
    ) : (
      part
    ),
  );
}
