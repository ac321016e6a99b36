import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

/** The windows offered, in seconds. */
export const WINDOWS = [900, 3600] as const;

/** One of {@link WINDOWS}. */
export type WindowSeconds = (typeof WINDOWS)[number];

const PARAMETER = 'window';
const DEFAULT_WINDOW: WindowSeconds = 900;

/** The window of the figures, kept in the address so that a link shows the same. */
export function useWindow(): [WindowSeconds, (window: WindowSeconds) => void] {
  const [parameters, setParameters] = useSearchParams();
  const asked = Number(parameters.get(PARAMETER));
  const current = WINDOWS.find(seconds => seconds === asked) ?? DEFAULT_WINDOW;
  const choose = useCallback(
    (seconds: WindowSeconds) =>
      setParameters(
        previous => {
          const next = new URLSearchParams(previous);
          next.set(PARAMETER, String(seconds));
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return [current, choose];
}
