import { alpha, Theme } from '@mui/material/styles';

/** How something stands. Colour only supports it: an icon and a word always say the same. */
export type Tone = 'good' | 'warning' | 'bad' | 'neutral' | 'info';

/** A colour for icons and lines that stands out from paper (3:1) in light and dark themes. */
export function toneColor(theme: Theme, tone: Tone): string {
  const { palette } = theme;
  const dark = palette.mode === 'dark';
  switch (tone) {
    case 'good':
      return dark ? palette.success.light : palette.success.dark;
    case 'warning':
      return dark ? palette.warning.light : palette.warning.dark;
    case 'bad':
      return dark ? palette.error.light : palette.error.main;
    case 'info':
      return palette.primary.main;
    default:
      return palette.text.secondary;
  }
}

/** A surface tinted with a tone, on which text keeps its contrast. */
export function toneSurface(theme: Theme, tone: Tone): string {
  return alpha(
    toneColor(theme, tone),
    theme.palette.mode === 'dark' ? 0.14 : 0.07,
  );
}

/** A border of a tone. */
export function toneBorder(theme: Theme, tone: Tone): string {
  return alpha(toneColor(theme, tone), 0.45);
}
