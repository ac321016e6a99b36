import { alpha, styled } from '@mui/material/styles';

/*
 * The theme's tables have stripes and high cells for lists of entities. Rows here are dense, open in
 * place and stack on narrow pages, so they have their own, in the theme's colours.
 */

/** Scrolls sideways rather than break the page. */
export const TableScroll = styled('div')({ overflowX: 'auto' });

/** A dense table. */
export const Table = styled('table')(({ theme }) => ({
  width: '100%',
  borderCollapse: 'collapse',
  color: theme.palette.text.primary,
  fontFamily: theme.typography.fontFamily,
  fontSize: '0.875rem',
  lineHeight: 1.43,
}));

/** A column heading. */
export const Th = styled('th', {
  shouldForwardProp: name => name !== 'numeric',
})<{ numeric?: boolean }>(({ theme, numeric }) => ({
  padding: theme.spacing(0.75, 1.5),
  textAlign: numeric ? 'right' : 'left',
  fontSize: '0.75rem',
  fontWeight: 500,
  letterSpacing: '0.02em',
  color: theme.palette.text.secondary,
  whiteSpace: 'nowrap',
  '&:first-of-type': { paddingLeft: theme.spacing(2) },
  '&:last-of-type': { paddingRight: theme.spacing(2) },
}));

/** A cell. */
export const Td = styled('td', {
  shouldForwardProp: name => name !== 'numeric',
})<{ numeric?: boolean }>(({ theme, numeric }) => ({
  padding: theme.spacing(1, 1.5),
  verticalAlign: 'top',
  textAlign: numeric ? 'right' : 'left',
  fontVariantNumeric: 'tabular-nums',
  borderTop: `1px solid ${theme.palette.divider}`,
  '&:first-of-type': { paddingLeft: theme.spacing(2) },
  '&:last-of-type': { paddingRight: theme.spacing(2) },
}));

/** A row that says it can be pointed at. */
export const Tr = styled('tr')(({ theme }) => ({
  '&:hover': {
    backgroundColor: alpha(
      theme.palette.text.primary,
      theme.palette.mode === 'dark' ? 0.05 : 0.03,
    ),
  },
}));
