import { appLanguageApiRef } from '@backstage/frontend-plugin-api';
import { useApiHolder } from '@backstage/core-plugin-api';
import { useMemo } from 'react';
import { createFormats, Formats } from '../format';

/** Number and time formats of the app's language. */
export function useFormats(): Formats {
  const language =
    useApiHolder().get(appLanguageApiRef)?.getLanguage().language ?? 'en';
  return useMemo(() => createFormats(language), [language]);
}
