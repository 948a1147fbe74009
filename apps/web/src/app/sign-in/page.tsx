import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { SignInForm } from "@/app/sign-in/sign-in-form.tsx";
import { Mark } from "@/components/shell/mark.tsx";
import { currentPrincipal } from "@/server/principal.ts";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> };

/** Only a path of ours: no address that leads away. */
function safePath(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value[0] : value;
  return text && /^\/(?![/\\])/.test(text) ? text : "/";
}

export default async function SignInPage({ searchParams }: Props) {
  const { next } = await searchParams;
  const target = safePath(next);
  if (await currentPrincipal()) redirect(target);
  return (
    <main className="grid min-h-dvh bg-bg min-[900px]:grid-cols-[minmax(0,1fr)_minmax(0,1.1fr)]">
      <div className="flex flex-col px-6 py-8 sm:px-12">
        <div className="flex items-center gap-2.5">
          <Mark />
          <span className="text-14 font-semibold">Journeyman</span>
        </div>
        <div className="m-auto w-full max-w-88 py-12">
          <h1 className="text-20 font-semibold">Sign in</h1>
          <p className="mt-1 text-13 text-muted">Draw a journey, see every person on it, and know why.</p>
          <SignInForm target={target} />
        </div>
        <p className="text-12 text-subtle">Forgotten your password? Ask an owner of your workspace.</p>
      </div>
      <SignInDrawing />
    </main>
  );
}

/** A quiet picture of what this is: one journey, drawn. */
function SignInDrawing() {
  return (
    <div aria-hidden className="relative hidden overflow-hidden border-l border-line bg-surface min-[900px]:block">
      <div className="absolute inset-0 bg-[radial-gradient(circle,var(--line)_1px,transparent_1px)] bg-size-[24px_24px]" />
      <svg viewBox="0 0 600 640" className="absolute inset-0 m-auto h-[min(640px,86%)] max-w-[92%]" fill="none">
        <g className="stroke-control" strokeWidth="1.5">
          <path d="M300 144v72M300 288v32a8 8 0 0 1-8 8H152a8 8 0 0 0-8 8v48M456 456v72" />
          <path d="M144 384l-4-7h8zM456 528l-4-7h8z" className="fill-control" stroke="none" />
        </g>
        <path d="M300 144v72M300 288v32a8 8 0 0 0 8 8h140a8 8 0 0 1 8 8v48" className="stroke-accent" strokeWidth="2" />
        <path d="M300 216l-4-7h8zM456 384l-4-7h8z" className="fill-accent" />
        <Step x={168} y={72} family="entry" title="Product Added" line="Price €20 or more" />
        <Step x={168} y={216} family="wait" title="Bought in an hour?" line="Order Completed, up to 1 hour" selected />
        <Step x={12} y={384} family="exit" title="Bought" line="Ends here" />
        <Step x={324} y={384} family="message" title="Remind by e-mail" line="cart-reminder, topic Offers" />
        <Step x={324} y={528} family="exit" title="Reminded" line="Ends here" />
      </svg>
    </div>
  );
}

const shapes = {
  entry: <circle cx="30" cy="36" r="17" className="fill-t-entry stroke-f-entry/40" />,
  wait: <path d="M21 21h18l9 15-9 15H21l-9-15z" strokeLinejoin="round" className="fill-t-wait stroke-f-wait/40" />,
  message: <rect x="14" y="20" width="32" height="32" rx="7" className="fill-t-message stroke-f-message/40" />,
  exit: <path d="M23 19h14l10 10v14l-10 10H23L13 43V29z" strokeLinejoin="round" className="fill-t-exit stroke-f-exit/40" />,
} as const;

const glyphs = {
  entry: <path d="M31 28l-7 10h6l-1 7 7-10h-6z" className="stroke-f-entry" />,
  wait: <path d="M25 28h10M25 44h10M26 28v4l4 4 4-4v-4M26 44v-4l4-4 4 4v4" className="stroke-f-wait" />,
  message: <path d="M22 30h16v12H22zM22 31l8 6 8-6" className="stroke-f-message" />,
  exit: <path d="M24 36l4 4 8-8" className="stroke-f-exit" />,
} as const;

function Step({
  x,
  y,
  family,
  title,
  line,
  selected,
}: {
  x: number;
  y: number;
  family: keyof typeof shapes;
  title: string;
  line: string;
  selected?: boolean;
}) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect
        width="264"
        height="72"
        rx="8"
        className={selected ? "fill-surface stroke-accent" : "fill-surface stroke-line"}
        strokeWidth={selected ? 2 : 1}
      />
      {shapes[family]}
      <g strokeWidth="2" strokeLinecap="round" strokeLinejoin="round">
        {glyphs[family]}
      </g>
      <text x="60" y="33" className="fill-fg font-sans text-13 font-semibold">
        {title}
      </text>
      <text x="60" y="51" className="fill-muted font-sans text-12">
        {line}
      </text>
    </g>
  );
}
