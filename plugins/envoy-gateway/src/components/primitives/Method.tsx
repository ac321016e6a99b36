import { styled } from '@mui/material/styles';

/** An HTTP method. */
export const Method = styled('span')(({ theme }) => ({
  fontFamily:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace',
  fontSize: '0.75rem',
  fontWeight: 700,
  lineHeight: '20px',
  letterSpacing: '0.02em',
  padding: '0 6px',
  borderRadius: 4,
  backgroundColor: theme.palette.action.selected,
  color: theme.palette.text.primary,
  alignSelf: 'flex-start',
}));
