export { isValidCel } from './isValidCel';
