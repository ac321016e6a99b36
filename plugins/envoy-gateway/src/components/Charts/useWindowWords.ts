import { useFormats } from '../../hooks';
import { useTranslate } from '../../translation';

/** Says a window in words: "the last hour". */
export function useWindowWords(): (windowSeconds: number) => string {
  const t = useTranslate();
  const formats = useFormats();
  return windowSeconds => {
    switch (windowSeconds) {
      case 900:
        return t('summary.window15mLong');
      case 3600:
        return t('summary.window1hLong');
      default:
        return t('summary.windowOther', {
          duration: formats.span(windowSeconds),
        });
    }
  };
}
