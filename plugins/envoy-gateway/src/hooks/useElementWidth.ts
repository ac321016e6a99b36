import { RefCallback, useCallback, useRef, useState } from 'react';

/** The width of an element, followed as it changes; `fallback` until it is known. */
export function useElementWidth(
  fallback: number,
): [RefCallback<HTMLElement>, number] {
  const [width, setWidth] = useState(fallback);
  const observer = useRef<ResizeObserver>();
  const attach = useCallback((element: HTMLElement | null) => {
    observer.current?.disconnect();
    if (!element || typeof ResizeObserver === 'undefined') {
      return;
    }
    observer.current = new ResizeObserver(([entry]) => {
      const measured = Math.floor(entry.contentRect.width);
      if (measured > 0) {
        setWidth(measured);
      }
    });
    observer.current.observe(element);
  }, []);
  return [attach, width];
}
