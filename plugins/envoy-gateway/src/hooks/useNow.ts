import { useEffect, useState } from 'react';
import { useDocumentVisible } from './useDocumentVisible';

/** The time, once a second while somebody can see it. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  const visible = useDocumentVisible();
  useEffect(() => {
    if (!visible) {
      return undefined;
    }
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [visible]);
  return now;
}
