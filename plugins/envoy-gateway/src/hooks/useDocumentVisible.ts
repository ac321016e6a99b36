import { useSyncExternalStore } from 'react';

/** Whether somebody can see the page: nothing is asked for a tab in the background. */
export function useDocumentVisible(): boolean {
  return useSyncExternalStore(subscribe, isVisible);
}

function subscribe(onChange: () => void): () => void {
  document.addEventListener('visibilitychange', onChange);
  return () => document.removeEventListener('visibilitychange', onChange);
}

function isVisible(): boolean {
  return document.visibilityState !== 'hidden';
}
