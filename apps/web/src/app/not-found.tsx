import { ButtonLink } from "@/components/ui/button.tsx";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center bg-surface px-4">
      <div className="flex flex-col items-center gap-1 text-center">
        <p className="text-12 text-subtle">404</p>
        <h1 className="text-20 font-semibold">There is nothing at this address</h1>
        <p className="max-w-100 text-13 text-balance text-muted">
          It may belong to the other environment, or it was archived. Nothing of yours is lost.
        </p>
        <ButtonLink href="/" className="mt-4">
          Home
        </ButtonLink>
      </div>
    </main>
  );
}
