import { styled } from '@mui/material/styles';

/** What a cluster wrote: names, hostnames, paths. Breaks anywhere rather than overflow. */
export const Mono = styled('span')({
  fontFamily:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSize: '0.92em',
  overflowWrap: 'anywhere',
});

/** Said quietly, below or beside what it explains. */
export const Quiet = styled('span')(({ theme }) => ({
  color: theme.palette.text.secondary,
  fontSize: '0.8125rem',
  overflowWrap: 'anywhere',
}));

/** For screen readers only. */
export const VisuallyHidden = styled('span')({
  position: 'absolute',
  width: 1,
  height: 1,
  margin: -1,
  padding: 0,
  border: 0,
  overflow: 'hidden',
  clip: 'rect(0 0 0 0)',
  whiteSpace: 'nowrap',
});
