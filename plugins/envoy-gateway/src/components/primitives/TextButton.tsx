import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';

/** A button that reads as a link, for showing more of what is there. */
export const TextButton = styled(ButtonBase)(({ theme }) => ({
  font: 'inherit',
  fontSize: '0.875rem',
  fontWeight: 500,
  lineHeight: '24px',
  borderRadius: 4,
  color: theme.palette.primary.main,
  '&:hover': { textDecoration: 'underline' },
  '&:focus-visible': { outline: '2px solid currentColor', outlineOffset: 2 },
}));
