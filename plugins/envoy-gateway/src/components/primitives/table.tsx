import { alpha, styled } from '@mui/material/styles';

/*
 * The theme's tables have stripes and high cells for lists of entities. Rows here are dense and open in
 * place, so they have their own, in the theme's colours. Columns have fixed shares: rows of several
 * tables line up, and a hostile name cannot push the others out.
 */

/** Scrolls sideways rather than break the page. */
export const TableScroll = styled('div')({ overflowX: 'auto' });

/** A dense table. */
export const Table = styled('table')(({ theme }) => ({
  width: '100%',
  tableLayout: 'fixed',
  borderCollapse: 'collapse',
  color: theme.palette.text.primary,
  fontFamily: theme.typography.fontFamily,
  fontSize: '0.875rem',
  lineHeight: 1.43,
  overflowWrap: 'anywhere',
}));

/** A column heading. */
export const Th = styled('th')(({ theme }) => ({
  padding: theme.spacing(0.75, 1.25),
  textAlign: 'left',
  verticalAlign: 'bottom',
  fontSize: '0.75rem',
  fontWeight: 500,
  letterSpacing: '0.02em',
  overflowWrap: 'normal',
  color: theme.palette.text.secondary,
  '&:first-of-type': { paddingLeft: theme.spacing(2) },
  '&:last-of-type': { paddingRight: theme.spacing(2) },
}));

/** A heading over numbers. */
export const NumberTh = styled(Th)({ textAlign: 'right' });

/** A cell. The first of a row is a {@link RowTh}. */
export const Td = styled('td')(({ theme }) => ({
  padding: theme.spacing(1, 1.25),
  verticalAlign: 'top',
  borderTop: `1px solid ${theme.palette.divider}`,
  '&:last-of-type': { paddingRight: theme.spacing(2) },
}));

/** A cell with a number. */
export const NumberTd = styled(Td)({
  textAlign: 'right',
  fontVariantNumeric: 'tabular-nums',
  whiteSpace: 'nowrap',
});

/** The cell that names its row. */
export const RowTh = styled('th')(({ theme }) => ({
  padding: theme.spacing(1, 1.25, 1, 2),
  verticalAlign: 'top',
  textAlign: 'left',
  fontWeight: 400,
  borderTop: `1px solid ${theme.palette.divider}`,
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

/** A cell over the whole width, for what opens in place. */
export const DetailTd = styled('td')(({ theme }) => ({
  padding: theme.spacing(0, 2, 2),
}));
