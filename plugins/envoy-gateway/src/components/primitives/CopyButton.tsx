import Check from '@mui/icons-material/Check';
import ContentCopy from '@mui/icons-material/ContentCopy';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import { useEffect, useState } from 'react';
import { useTranslate } from '../../translation';
import { VisuallyHidden } from './text';

/** Puts a text on the clipboard and says whether that worked. */
export function CopyButton({ text }: { text: string }) {
  const t = useTranslate();
  const [outcome, setOutcome] = useState<'copied' | 'copyFailed'>();

  useEffect(() => {
    if (!outcome) {
      return undefined;
    }
    const timer = setTimeout(() => setOutcome(undefined), 2000);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setOutcome('copied');
    } catch {
      // Without a secure context there is no clipboard.
      setOutcome('copyFailed');
    }
  };

  const label = t('exposures.copy', { url: text });
  return (
    <>
      <Tooltip title={outcome ? t(`exposures.${outcome}`) : label}>
        <IconButton size="small" aria-label={label} onClick={copy}>
          {outcome === 'copied' ? (
            <Check fontSize="inherit" color="success" />
          ) : (
            <ContentCopy fontSize="inherit" />
          )}
        </IconButton>
      </Tooltip>
      <VisuallyHidden role="status">
        {outcome && t(`exposures.${outcome}`)}
      </VisuallyHidden>
    </>
  );
}
