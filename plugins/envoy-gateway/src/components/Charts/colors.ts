import { Theme } from '@mui/material/styles';
import { toneColor } from '../primitives';
import { ChartFigure } from './scales';

/** The colour of a figure, the same in tiles, rows and charts. */
export function figureColor(theme: Theme, figure: ChartFigure): string {
  switch (figure) {
    case 'requestRate':
      return theme.palette.primary.main;
    case 'errorShare':
      return toneColor(theme, 'bad');
    default:
      return theme.palette.secondary.main;
  }
}
