"use client";
import { type RefObject, useEffect, useRef, useState } from "react";

/** How wide an element is drawn, in pixels; `initial` until the browser has laid it out. */
export function useWidth<T extends Element>(initial: number): [RefObject<T | null>, number] {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(initial);
  useEffect(() => {
    if (!ref.current) return;
    const observer = new ResizeObserver(([entry]) => setWidth(entry?.contentRect.width || initial));
    observer.observe(ref.current);
    return () => observer.disconnect();
  }, [initial]);
  return [ref, width];
}
